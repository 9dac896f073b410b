package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A stop-watch for leases that counts the time in which the machine was suspended. By the
 * monotonic clock that time may not have passed, and by the clock of the machine it has:
 * whichever is later counts. Never goes back.
 */
final class ElapsedTime implements LongSupplier {

	private final LongSupplier nanoTime;

	private final InstantSource clock;

	private final long startNanos;

	private final Instant start;

	private final AtomicLong suspended = new AtomicLong();

	/**
	 * Create.
	 * @param nanoTime the monotonic clock
	 * @param clock the clock of the machine
	 */
	ElapsedTime(LongSupplier nanoTime, InstantSource clock) {
		this.nanoTime = nanoTime;
		this.clock = clock;
		this.startNanos = nanoTime.getAsLong();
		this.start = clock.instant();
	}

	/**
	 * Return the elapsed time.
	 * @return nanoseconds since this stop-watch was created
	 */
	@Override
	public long getAsLong() {
		long elapsed = this.nanoTime.getAsLong() - this.startNanos;
		long behind = Duration.between(this.start, this.clock.instant()).toNanos() - elapsed;
		return elapsed + this.suspended.accumulateAndGet(behind, Math::max);
	}

}
