package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CheckpointStoreHealth}.
 */
class CheckpointStoreHealthTests {

	private final CheckpointStoreException failure = new CheckpointStoreException(new IllegalStateException("Down"));

	private final VirtualTime time = new VirtualTime();

	private final CheckpointStoreHealth health = new CheckpointStoreHealth(
			RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(100)).withMaxDelay(Duration.ofMillis(300)),
			new StoreOutageLog(this.time.source()), "front-desk", this.time.source(), () -> {
			});

	@Test
	void waitsAreThoseOfTheAccountAndBeginAnewWithEveryOutage() {
		boolean[] high = new boolean[4];
		for (int outage = 0; outage < 200; outage++) {
			long[] ceilings = { 100, 200, 300, 300 };
			for (int i = 0; i < ceilings.length; i++) {
				long delay = this.health.delayAfter(this.failure).toMillis();
				assertThat(delay).isBetween(0L, ceilings[i]);
				high[i] |= delay > ceilings[i] / 2;
			}
			this.health.works();
		}
		assertThat(high).containsOnly(true);
	}

	@Test
	void failuresThatNobodyWaitsOutDoNotRaiseTheWaits() {
		for (int i = 0; i < 20; i++) {
			this.health.failed(this.failure);
		}
		assertThat(this.health.delayAfter(this.failure)).isLessThanOrEqualTo(Duration.ofMillis(100));
	}

	@Test
	void tellsWhatTheStoreThrewUntilItWorks() {
		assertThat(this.health.problem()).isNull();
		this.health.failed(new CheckpointStoreException(new IllegalStateException("Down")));
		Instant since = this.time.source().instant();
		this.time.advance(Duration.ofMinutes(1));
		this.health.failed(this.failure);
		assertThat(this.health.problem())
			.isEqualTo(new StreamProblem(StreamProblem.Cause.CHECKPOINT_STORE, this.failure.cause(), since));
		this.health.works();
		assertThat(this.health.problem()).isNull();
	}

}
