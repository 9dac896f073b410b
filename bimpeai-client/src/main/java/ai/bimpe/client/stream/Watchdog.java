package ai.bimpe.client.stream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.errors.ApiTimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Finds a connection that has gone silent, as a half-open one does. Any byte feeds it.
 * Time counts only while we wait for bytes: a slow reader is not a silent server. Reads
 * the monotonic clock, so that a wall clock that jumps does not matter.
 */
final class Watchdog {

	private final Duration idleTimeout;

	private final Scheduler timer;

	private volatile Duration limit;

	private volatile long fedAt;

	private volatile boolean waiting = true;

	Watchdog(Duration openTimeout, Duration idleTimeout, Scheduler timer) {
		this.idleTimeout = idleTimeout;
		this.timer = timer;
		this.limit = openTimeout;
		this.fedAt = now();
	}

	void opened() {
		this.limit = this.idleTimeout;
		this.fedAt = now();
	}

	void requested() {
		this.fedAt = now();
		this.waiting = true;
	}

	void fed() {
		this.waiting = false;
	}

	/**
	 * Watch until cancelled.
	 * @return an error once the connection was silent for too long
	 */
	Mono<Void> watch() {
		return Mono.defer(this::check).repeat().then();
	}

	private Mono<Long> check() {
		if (this.limit.isZero()) {
			return Mono.never();
		}
		long silent = this.waiting ? now() - this.fedAt : 0;
		long left = this.limit.toNanos() - silent;
		if (left <= 0) {
			return Mono.error(new ApiTimeoutException("The stream was silent for " + this.limit, null, true));
		}
		return Mono.delay(Duration.ofNanos(left).plusMillis(1), this.timer);
	}

	private long now() {
		return this.timer.now(TimeUnit.NANOSECONDS);
	}

}
