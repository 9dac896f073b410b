package ai.bimpe.spring.stream.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import ai.bimpe.client.support.VirtualScheduler;
import ai.bimpe.spring.stream.internal.TimeSource;

import static org.awaitility.Awaitility.await;

/**
 * Time in the hands of the test. Only the thread that has created it may advance it.
 */
public final class VirtualTime {

	private static final Instant START = Instant.parse("2026-07-04T07:00:00Z");

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final int MAX_STEPS = 100_000;

	private final VirtualScheduler scheduler = new VirtualScheduler();

	private final TimeSource source = new TimeSource(this.scheduler, this::now);

	public TimeSource source() {
		return this.source;
	}

	/**
	 * Return what the clock says.
	 * @return the time
	 */
	public Instant now() {
		return START.plusMillis(this.scheduler.now(TimeUnit.MILLISECONDS));
	}

	/**
	 * Return how much time has passed.
	 * @return the time since the start
	 */
	public Duration elapsed() {
		return Duration.ofNanos(this.scheduler.now(TimeUnit.NANOSECONDS));
	}

	public void advance(Duration duration) {
		this.scheduler.advance(duration);
	}

	/**
	 * Let time pass until something has happened, where nothing is done by other threads.
	 * @param step how much at a time
	 * @param condition whether it has happened
	 */
	public void runUntil(Duration step, BooleanSupplier condition) {
		for (int i = 0; !condition.getAsBoolean(); i++) {
			if (i == MAX_STEPS) {
				throw new AssertionError("Nothing has happened within " + step.multipliedBy(MAX_STEPS));
			}
			advance(step);
		}
	}

	/**
	 * Let time pass until other threads have done something.
	 * @param step how much at a time
	 * @param condition whether it is done
	 */
	public void advanceUntil(Duration step, Callable<Boolean> condition) {
		await().atMost(SOON)
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> {
				if (condition.call()) {
					return true;
				}
				advance(step);
				return false;
			});
	}

}
