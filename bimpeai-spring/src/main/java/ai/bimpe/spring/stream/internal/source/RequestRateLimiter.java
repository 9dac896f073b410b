package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import ai.bimpe.spring.stream.internal.TimeSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Spaces requests evenly, without bursts: in no minute are there more than fit.
 * Thread-safe.
 */
final class RequestRateLimiter {

	private static final long MINUTE = Duration.ofMinutes(1).toNanos();

	/** When permits of the last minute were given, or will be. */
	private final Queue<Long> given = new ArrayDeque<>();

	private final TimeSource time;

	private long gap;

	private long next;

	private long pausedUntil;

	private Sinks.Empty<Void> resumed = Sinks.empty();

	RequestRateLimiter(Duration gap, TimeSource time) {
		this.gap = gap.toNanos();
		this.time = time;
		this.next = time.nanoTime();
		this.pausedUntil = this.next;
	}

	/**
	 * Change the time between two requests. A permit that somebody waits for already
	 * comes when it would have come.
	 * @param gap the time
	 */
	synchronized void gap(Duration gap) {
		this.gap = gap.toNanos();
	}

	/**
	 * Wait for a permit.
	 * @return completes when the request may be made
	 */
	Mono<Void> permit() {
		return Mono.defer(() -> {
			Reservation reservation = reserve();
			if (reservation.nanos() <= 0) {
				return Mono.empty();
			}
			Mono<Void> turn = this.time.delay(Duration.ofNanos(reservation.nanos())).then(Mono.defer(this::again));
			return Mono.firstWithSignal(turn, reservation.resumed().then(Mono.defer(this::permit)));
		});
	}

	/**
	 * Give no permit for a while, not even to those who wait already.
	 * @param duration how long
	 */
	synchronized void pause(Duration duration) {
		this.pausedUntil = Math.max(this.pausedUntil, this.time.nanoTime() + duration.toNanos());
	}

	/**
	 * End a pause, if there is one. Those who wait get their permits evenly from now on.
	 */
	void resume() {
		Sinks.Empty<Void> waiting;
		synchronized (this) {
			if (!isPaused()) {
				return;
			}
			waiting = this.resumed;
			this.resumed = Sinks.empty();
			this.pausedUntil = this.time.nanoTime();
			this.next = this.pausedUntil;
		}
		waiting.tryEmitEmpty();
	}

	private Mono<Void> again() {
		return isPaused() ? permit() : Mono.empty();
	}

	private synchronized boolean isPaused() {
		return this.pausedUntil > this.time.nanoTime();
	}

	private synchronized Reservation reserve() {
		long now = this.time.nanoTime();
		long at = Math.max(now, Math.max(this.next, this.pausedUntil));
		this.next = at + this.gap;
		forgetOld(now);
		this.given.add(at);
		return new Reservation(at - now, this.resumed.asMono());
	}

	/**
	 * Return how many permits are left of those that fit into a minute.
	 * @return the number of permits, zero while none is given
	 */
	synchronized int remaining() {
		long now = this.time.nanoTime();
		forgetOld(now);
		return isPaused() ? 0 : (int) Math.max(0, MINUTE / this.gap - this.given.size());
	}

	private void forgetOld(long now) {
		while (!this.given.isEmpty() && now - this.given.element() >= MINUTE) {
			this.given.remove();
		}
	}

	/**
	 * A permit in the future.
	 *
	 * @param nanos nanoseconds until then
	 * @param resumed completes when it has to be reserved anew
	 */
	private record Reservation(long nanos, Mono<Void> resumed) {

	}

}
