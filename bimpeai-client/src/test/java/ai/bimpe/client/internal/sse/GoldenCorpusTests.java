package ai.bimpe.client.internal.sse;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventStreamParser} with the golden corpus.
 */
class GoldenCorpusTests {

	@Test
	void corpusIsComplete() {
		assertThat(cases()).hasSizeGreaterThan(60).extracting(GoldenCorpus.Case::name).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void readWhole(GoldenCorpus.Case golden) {
		assertThat(parse(golden, golden.input().length)).isEqualTo(golden.expected());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void readByteByByte(GoldenCorpus.Case golden) {
		int[] cuts = new int[golden.input().length];
		Arrays.setAll(cuts, (i) -> i);
		assertThat(parse(golden, cuts)).isEqualTo(golden.expected());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void readInTwoParts(GoldenCorpus.Case golden) {
		for (int cut = 0; cut <= golden.input().length; cut++) {
			assertThat(parse(golden, cut)).as("cut at %d", cut).isEqualTo(golden.expected());
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void readInThreeParts(GoldenCorpus.Case golden) {
		for (int first = 0; first <= golden.input().length; first++) {
			for (int second = first; second <= golden.input().length; second++) {
				assertThat(parse(golden, first, second)).as("cut at %d and %d", first, second)
					.isEqualTo(golden.expected());
			}
		}
	}

	static List<GoldenCorpus.Case> cases() {
		return GoldenCorpus.cases();
	}

	private static List<String> parse(GoldenCorpus.Case golden, int... cuts) {
		return Parsing.received(golden.max(), golden.input(), cuts);
	}

}
