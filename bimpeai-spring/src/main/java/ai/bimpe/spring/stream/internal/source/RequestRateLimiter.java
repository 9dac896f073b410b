package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Spaces requests evenly, without bursts: in no minute are there more than fit.
 * Thread-safe.
 */
final class RequestRateLimiter {

	private final long gap;

	private long next = now();

	private long pausedUntil = now();

	RequestRateLimiter(Duration gap) {
		this.gap = gap.toNanos();
	}

	/**
	 * Wait for a permit.
	 * @return completes when the request may be made
	 */
	Mono<Void> permit() {
		return Mono.defer(() -> {
			long wait = reserve();
			return (wait > 0) ? Mono.delay(Duration.ofNanos(wait)).then(Mono.defer(this::again)) : Mono.empty();
		});
	}

	/**
	 * Give no permit for a while, not even to those who wait already.
	 * @param duration how long
	 */
	synchronized void pause(Duration duration) {
		this.pausedUntil = Math.max(this.pausedUntil, now() + duration.toNanos());
	}

	private Mono<Void> again() {
		return isPaused() ? permit() : Mono.empty();
	}

	private synchronized boolean isPaused() {
		return this.pausedUntil > now();
	}

	private synchronized long reserve() {
		long now = now();
		long at = Math.max(now, Math.max(this.next, this.pausedUntil));
		this.next = at + this.gap;
		return at - now;
	}

	private static long now() {
		return Schedulers.parallel().now(TimeUnit.NANOSECONDS);
	}

}
