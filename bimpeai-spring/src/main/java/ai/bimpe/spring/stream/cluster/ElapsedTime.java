package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A stop-watch for leases that counts the time in which the machine was suspended. By the
 * monotonic clock that time may not have passed, and by the clock of the machine it has:
 * between two readings, whichever is later counts. So a clock that is set back hides no
 * suspension that follows. Never goes back. Thread-safe.
 */
final class ElapsedTime implements LongSupplier {

	/** Two clocks are not read in one moment, nor do they run at the same pace. */
	private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(100);

	private final LongSupplier nanoTime;

	private final InstantSource clock;

	private long nanos;

	private Instant instant;

	private long elapsed;

	/**
	 * Create.
	 * @param nanoTime the monotonic clock
	 * @param clock the clock of the machine
	 */
	ElapsedTime(LongSupplier nanoTime, InstantSource clock) {
		this.nanoTime = nanoTime;
		this.clock = clock;
		this.nanos = nanoTime.getAsLong();
		this.instant = clock.instant();
	}

	/**
	 * Return the elapsed time.
	 * @return nanoseconds since this stop-watch was created
	 */
	@Override
	public synchronized long getAsLong() {
		long nanos = this.nanoTime.getAsLong();
		Instant instant = this.clock.instant();
		long awake = nanos - this.nanos;
		long passed = Duration.between(this.instant, instant).toNanos();
		this.nanos = nanos;
		this.instant = instant;
		this.elapsed += (passed - awake > TOLERANCE) ? passed : awake;
		return this.elapsed;
	}

}
