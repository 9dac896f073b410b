package ai.bimpe.client.internal.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventStreamParser} with event streams that are read whole, byte by
 * byte, and cut at every point.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EventStreamCases {

	/** Longer streams are cut in three at some of their points only. */
	private static final int SHORT = 512;

	private static final int CUTS = 64;

	abstract List<GoldenCorpus.Case> cases();

	/** The cases of a suite, and one that is too long for its file. */
	static List<GoldenCorpus.Case> suite(String name, GoldenCorpus.Case further) {
		return Stream.concat(GoldenCorpus.suite(name).stream(), Stream.of(further)).toList();
	}

	static GoldenCorpus.Case stream(String name, String input, String... expected) {
		return new GoldenCorpus.Case(name, GoldenCorpus.DEFAULT_MAX, input.getBytes(StandardCharsets.UTF_8),
				List.of(expected));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void readWhole(GoldenCorpus.Case stream) {
		assertThat(parse(stream, stream.input().length)).isEqualTo(stream.expected());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void readByteByByte(GoldenCorpus.Case stream) {
		int[] cuts = new int[stream.input().length];
		Arrays.setAll(cuts, (i) -> i);
		assertThat(parse(stream, cuts)).isEqualTo(stream.expected());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void readInTwoParts(GoldenCorpus.Case stream) {
		for (int cut = 0; cut <= stream.input().length; cut++) {
			assertThat(parse(stream, cut)).as("cut at %d", cut).isEqualTo(stream.expected());
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void readInThreeParts(GoldenCorpus.Case stream) {
		int step = (stream.input().length <= SHORT) ? 1 : stream.input().length / CUTS;
		for (int first = 0; first <= stream.input().length; first += step) {
			for (int second = first; second <= stream.input().length; second += step) {
				assertThat(parse(stream, first, second)).as("cut at %d and %d", first, second)
					.isEqualTo(stream.expected());
			}
		}
	}

	private static List<String> parse(GoldenCorpus.Case stream, int... cuts) {
		return Parsing.received(stream.max(), stream.input(), cuts);
	}

}
