package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CheckpointStoreHealth}.
 */
class CheckpointStoreHealthTests {

	private final CheckpointStoreException failure = new CheckpointStoreException(new IllegalStateException("Down"));

	private final CheckpointStoreHealth health = new CheckpointStoreHealth(
			RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(100)).withMaxDelay(Duration.ofMillis(300)),
			new StoreOutageLog(), "front-desk", () -> {
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
		assertThat(this.health.failure()).isNull();
		this.health.failed(this.failure);
		assertThat(this.health.failure()).isSameAs(this.failure.getCause());
		this.health.works();
		assertThat(this.health.failure()).isNull();
	}

}
