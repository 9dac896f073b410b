package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ElapsedTime}.
 */
class ElapsedTimeTests {

	private long nanos = 42;

	private Instant now = Instant.EPOCH;

	private final ElapsedTime time = new ElapsedTime(() -> this.nanos, () -> this.now);

	@Test
	void passesWithTheMonotonicClock() {
		pass(5);
		assertThat(elapsed()).isEqualTo(5);
	}

	@Test
	void countsTheTimeInWhichTheMachineWasSuspended() {
		pass(5);
		this.now = this.now.plusSeconds(30);
		assertThat(elapsed()).isEqualTo(35);
		pass(5);
		assertThat(elapsed()).isEqualTo(40);
	}

	@Test
	void neverGoesBackWithTheClockOfTheMachine() {
		pass(5);
		this.now = this.now.minus(Duration.ofHours(1));
		assertThat(elapsed()).isEqualTo(5);
		pass(5);
		assertThat(elapsed()).isEqualTo(10);
	}

	@Test
	void countsSuspensionAlsoAfterTheClockOfTheMachineWasSetBack() {
		this.now = this.now.minus(Duration.ofHours(1));
		pass(5);
		assertThat(elapsed()).isEqualTo(5);
		this.now = this.now.plusSeconds(30);
		assertThat(elapsed()).isEqualTo(35);
	}

	@Test
	void countsSuspensionAlsoAfterTheClockOfTheMachineWasAheadForWhile() {
		this.now = this.now.plus(Duration.ofHours(1));
		assertThat(elapsed()).isEqualTo(3600);
		this.now = this.now.minus(Duration.ofHours(1));
		assertThat(elapsed()).isEqualTo(3600);
		this.now = this.now.plusSeconds(30);
		assertThat(elapsed()).isEqualTo(3630);
	}

	@Test
	void clocksThatRunAtDifferentPacesSuspendNothing() {
		for (int i = 0; i < 1000; i++) {
			pass(1);
			this.now = this.now.plusMillis(1);
			assertThat(elapsed()).isEqualTo(i + 1);
		}
	}

	private void pass(int seconds) {
		this.nanos += TimeUnit.SECONDS.toNanos(seconds);
		this.now = this.now.plusSeconds(seconds);
	}

	private long elapsed() {
		return TimeUnit.NANOSECONDS.toSeconds(this.time.getAsLong());
	}

}
