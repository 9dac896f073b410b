package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CheckpointReader}.
 */
class CheckpointReaderTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final AtomicInteger reads = new AtomicInteger();

	// With the defaults of an account this would take minutes.
	@Test
	void waitsForTheStoreAreThoseOfTheAccount() {
		CheckpointReader reader = reader(
				RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)).withMaxDelay(Duration.ofMillis(2)));
		StepVerifier.create(reader.begin(List.of("cnv_1")))
			.assertNext(
					(begun) -> assertThat(begun.get("cnv_1")).extracting((state) -> state.cursor().after()).isEqualTo("msg_1"))
			.expectComplete()
			.verify(SOON);
		assertThat(this.reads).hasValue(101);
	}

	@Test
	void otherFailuresAreNotWaitedOut() {
		IllegalStateException failure = new IllegalStateException("Broken");
		CheckpointReader reader = new CheckpointReader((id) -> {
			throw failure;
		}, RetrySettings.DEFAULTS);
		StepVerifier.create(reader.begin(List.of("cnv_1"))).expectErrorMatches((ex) -> ex == failure).verify(SOON);
	}

	private CheckpointReader reader(RetrySettings retry) {
		return new CheckpointReader((id) -> {
			if (this.reads.incrementAndGet() <= 100) {
				throw new CheckpointStoreException(new IllegalStateException("Down"));
			}
			return new Checkpoint(1, "msg_1", null);
		}, retry);
	}

}
