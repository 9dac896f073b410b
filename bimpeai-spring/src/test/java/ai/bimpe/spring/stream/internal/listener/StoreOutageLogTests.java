package ai.bimpe.spring.stream.internal.listener;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreOutageLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoreOutageLogTests {

	private static final String BEGIN = "waits for its checkpoint store";

	private static final String END = "No stream waits for the checkpoint store any more";

	private final IllegalStateException failure = new IllegalStateException("jdbc:secret@store is down");

	private final StoreOutageLog log = new StoreOutageLog();

	@Test
	void outageIsReportedOnceForAllStreamsAndWithoutWhatTheStoreSays(CapturedOutput output) {
		this.log.lost("one", "one", this.failure);
		this.log.lost("two", "two", this.failure);
		this.log.lost("one", "one", this.failure);
		assertThat(output.getAll()).containsOnlyOnce(BEGIN)
			.contains("Stream 'one' " + BEGIN)
			.contains("IllegalStateException")
			.doesNotContain("jdbc:secret");
	}

	@Test
	void endIsReportedWhenTheLastStreamCanUseTheStore(CapturedOutput output) {
		this.log.lost("one", "one", this.failure);
		this.log.lost("two", "two", this.failure);
		this.log.ended("one");
		assertThat(output.getAll()).doesNotContain(END);
		this.log.ended("two");
		this.log.ended("two");
		assertThat(output.getAll()).containsOnlyOnce(END);
	}

	@Test
	void nextOutageIsReportedAgain(CapturedOutput output) {
		for (int i = 0; i < 2; i++) {
			this.log.lost("one", "one", this.failure);
			this.log.ended("one");
		}
		assertThat(output.getAll().split(BEGIN)).hasSize(3);
	}

}
