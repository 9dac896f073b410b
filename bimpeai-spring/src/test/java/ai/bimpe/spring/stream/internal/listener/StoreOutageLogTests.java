package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.List;

import ai.bimpe.spring.stream.support.VirtualTime;
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

	private final VirtualTime time = new VirtualTime();

	private final StoreOutageLog log = new StoreOutageLog(this.time.source());

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

	@Test
	void storeThatWasEmptiedIsReportedOnceForAllStreams(CapturedOutput output) {
		this.log.emptied("one", 3);
		this.time.advance(Duration.ofSeconds(10));
		this.log.emptied("two", 1);
		this.log.emptied("one", 1);
		assertThat(errors(output)).singleElement()
			.asString()
			.contains(
					"Stream 'one' found that its checkpoint store has lost what was written, and writes 3 checkpoints");
	}

	@Test
	void storeThatIsEmptiedAgainIsReportedAgain(CapturedOutput output) {
		this.log.emptied("one", 3);
		this.time.advance(Duration.ofMinutes(1));
		this.log.emptied("two", 1);
		assertThat(errors(output)).hasSize(2);
	}

	private static List<String> errors(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains(" ERROR ")).toList();
	}

}
