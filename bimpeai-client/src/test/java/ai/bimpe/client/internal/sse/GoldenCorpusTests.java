package ai.bimpe.client.internal.sse;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventStreamParser} with the golden corpus: the standard, feature by
 * feature, and the bounds of memory, which the standard does not know.
 */
class GoldenCorpusTests extends EventStreamCases {

	@Override
	List<GoldenCorpus.Case> cases() {
		return GoldenCorpus.cases();
	}

	@Test
	void corpusIsComplete() {
		assertThat(cases()).hasSizeGreaterThan(60).extracting(GoldenCorpus.Case::name).doesNotHaveDuplicates();
	}

}
