package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnlikeInstancesLog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnlikeInstancesLogTests {

	private static final String UNLIKE = "do not have the same BimpeAI streams, or not the same number of 'shards'";

	private final UnlikeInstancesLog log = new UnlikeInstancesLog(Duration.ofSeconds(30));

	@Test
	void instancesThatStartAreNoNews(CapturedOutput output) {
		told(true, 0);
		told(false, 1);
		told(false, 30);
		told(true, 31);
		told(false, 32);
		told(false, 61);
		assertThat(output).doesNotContain("BimpeAI streams");
	}

	@Test
	void instancesThatDisagreeAreReportedOnceAndSoIsTheEnd(CapturedOutput output) {
		told(false, 0);
		told(false, 30);
		told(false, 300);
		assertThat(output).containsOnlyOnce(UNLIKE).contains("WARN");
		told(true, 301);
		told(true, 302);
		assertThat(output).containsOnlyOnce("have the same BimpeAI streams again");
	}

	private void told(boolean alike, int seconds) {
		this.log.told(alike, TimeUnit.SECONDS.toNanos(seconds) - 1_000_000_000_000L);
	}

}
