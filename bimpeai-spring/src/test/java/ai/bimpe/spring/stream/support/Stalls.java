package ai.bimpe.spring.stream.support;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Measures for how long the machine gives a thread no time. What is promised of a lease
 * cannot be kept by one that gets none for a good part of it.
 */
public final class Stalls implements AutoCloseable {

	private static final int TICK_MILLIS = 10;

	private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();

	private volatile long last = System.nanoTime();

	private volatile long longest;

	public Stalls() {
		ScheduledFuture<?> unused = this.ticks.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	private void tick() {
		long now = System.nanoTime();
		this.longest = Math.max(this.longest, now - this.last);
		this.last = now;
	}

	/**
	 * Tell whether what was tried since the start says anything about a lease.
	 * @param lease the lease
	 * @return whether a thread got no time for a twentieth of it
	 */
	public boolean spoil(Duration lease) {
		return this.longest > lease.dividedBy(20).toNanos();
	}

	@Override
	public void close() {
		this.ticks.shutdownNow();
	}

}
