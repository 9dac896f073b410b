package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;

import ai.bimpe.spring.stream.internal.TimeSource;
import reactor.core.publisher.Mono;

/**
 * Spaces requests evenly, without bursts: in no minute are there more than fit.
 * Thread-safe.
 */
final class RequestRateLimiter {

	private final long gap;

	private final TimeSource time;

	private long next;

	private long pausedUntil;

	RequestRateLimiter(Duration gap, TimeSource time) {
		this.gap = gap.toNanos();
		this.time = time;
		this.next = time.nanoTime();
		this.pausedUntil = this.next;
	}

	/**
	 * Wait for a permit.
	 * @return completes when the request may be made
	 */
	Mono<Void> permit() {
		return Mono.defer(() -> {
			long wait = reserve();
			return (wait > 0) ? this.time.delay(Duration.ofNanos(wait)).then(Mono.defer(this::again)) : Mono.empty();
		});
	}

	/**
	 * Give no permit for a while, not even to those who wait already.
	 * @param duration how long
	 */
	synchronized void pause(Duration duration) {
		this.pausedUntil = Math.max(this.pausedUntil, this.time.nanoTime() + duration.toNanos());
	}

	private Mono<Void> again() {
		return isPaused() ? permit() : Mono.empty();
	}

	private synchronized boolean isPaused() {
		return this.pausedUntil > this.time.nanoTime();
	}

	private synchronized long reserve() {
		long now = this.time.nanoTime();
		long at = Math.max(now, Math.max(this.next, this.pausedUntil));
		this.next = at + this.gap;
		return at - now;
	}

}
