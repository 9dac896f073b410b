package ai.bimpe.spring.stream.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The time of managed streams. Nothing else here reads the clock of the machine or waits
 * by itself.
 */
public final class TimeSource {

	private final @Nullable Scheduler scheduler;

	private final InstantSource clock;

	/**
	 * Create.
	 * @param scheduler runs all waits, and measures them; {@code null} for Reactor's own
	 * @param clock tells the time that is compared with times of the server; {@code null}
	 * for the one of the machine
	 */
	public TimeSource(@Nullable Scheduler scheduler, @Nullable InstantSource clock) {
		this.scheduler = scheduler;
		this.clock = (clock != null) ? clock : InstantSource.system();
	}

	/**
	 * Return what runs the waits.
	 * @return the scheduler
	 */
	public Scheduler scheduler() {
		// Asked for when something waits: to set it up would hold up the start of an
		// application.
		return (this.scheduler != null) ? this.scheduler : Schedulers.parallel();
	}

	/**
	 * Return the time.
	 * @return the current instant
	 */
	public Instant instant() {
		return this.clock.instant();
	}

	/**
	 * Return what times are measured with.
	 * @return nanoseconds that say nothing of the time of day
	 */
	public long nanoTime() {
		return scheduler().now(TimeUnit.NANOSECONDS);
	}

	/**
	 * Wait.
	 * @param duration how long
	 * @return emits when the time is over
	 */
	public Mono<Long> delay(Duration duration) {
		return Mono.delay(duration, scheduler());
	}

	/**
	 * Tick.
	 * @param period the time between ticks
	 * @return emits for ever, the first time after the period
	 */
	public Flux<Long> interval(Duration period) {
		return Flux.interval(period, scheduler());
	}

	/**
	 * Run a short task later.
	 * @param task does not block
	 * @param delay when
	 * @return cancels it
	 */
	public Disposable schedule(Runnable task, Duration delay) {
		return scheduler().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

}
