package ai.bimpe.client.internal.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.internal.Durations;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Finds a connection on which nothing is understood any more, as on a half-open one or
 * behind a proxy that changes the bytes. Events, comments and the growth of an event
 * count as signs of life, other bytes do not. For the time-out, time counts only while we
 * wait for bytes: a slow reader is not a silent server.
 */
final class Watchdog {

	private final Duration openTimeout;

	private final Duration idleTimeout;

	private final Scheduler timer;

	private final Sinks.Empty<Void> answered = Sinks.empty();

	private volatile boolean open;

	private volatile long fedAt;

	/** When the bytes came that were the last sign of life. */
	private volatile long aliveAt;

	private volatile long waitingSince;

	private volatile boolean waiting;

	/** Nanoseconds since the last sign of life in which bytes were waited for. */
	private volatile long waited;

	private volatile @Nullable Duration silence;

	Watchdog(Duration openTimeout, Duration idleTimeout, Scheduler timer) {
		this.openTimeout = Durations.limit(openTimeout);
		this.idleTimeout = Durations.limit(idleTimeout);
		this.timer = timer;
	}

	/** End the wait for an answer. */
	void answered() {
		this.answered.tryEmitEmpty();
	}

	void opened() {
		this.fedAt = now();
		this.aliveAt = this.fedAt;
		this.open = true;
	}

	void requested() {
		this.waitingSince = now();
		this.waiting = true;
	}

	void fed() {
		long now = now();
		this.fedAt = now;
		if (this.waiting) {
			// In the order that no other thread counts the time twice.
			this.waiting = false;
			long before = this.waited;
			this.waited = before + now - this.waitingSince;
		}
	}

	void progressed() {
		if (this.waited != 0) {
			this.waited = 0;
		}
		long fed = this.fedAt;
		if (this.aliveAt != fed) {
			this.aliveAt = fed;
		}
	}

	/**
	 * Return how long ago the last sign of life came, waited for or not.
	 * @return the time since then, or since the server accepted the connection; empty
	 * before that
	 */
	Optional<Duration> silence() {
		if (!this.open) {
			return Optional.empty();
		}
		long since = this.aliveAt;
		return Optional.of(Duration.ofNanos(now() - since));
	}

	/**
	 * End a connection once nothing was understood for too long.
	 * @param <T> what is read
	 * @param connection what is read from the connection
	 * @return the same, ended by an error when there is no sign of life for too long
	 */
	<T> Flux<T> guard(Flux<T> connection) {
		// Ended by completion: takeUntilOther cancels the connection on that alone.
		return connection.takeUntilOther(watch()).concatWith(Flux.defer(this::verdict));
	}

	private Mono<Void> watch() {
		Mono<Void> opening = Mono.delay(this.openTimeout, this.timer)
			.doOnNext((late) -> this.silence = this.openTimeout)
			.then()
			.takeUntilOther(this.answered.asMono());
		return opening.then(Mono.defer(this::silent).repeat(() -> this.silence == null).then());
	}

	private Mono<Long> silent() {
		if (this.silence != null) {
			return Mono.empty();
		}
		if (this.idleTimeout.isZero()) {
			return Mono.never();
		}
		long before = this.waited;
		long left = this.idleTimeout.toNanos() - before - (this.waiting ? now() - this.waitingSince : 0);
		if (left <= 0) {
			this.silence = this.idleTimeout;
			return Mono.empty();
		}
		return Mono.delay(Duration.ofNanos(left).plusMillis(1), this.timer);
	}

	private <T> Flux<T> verdict() {
		Duration limit = this.silence;
		if (limit == null) {
			return Flux.empty();
		}
		return Flux
			.error(new ApiTimeoutException(this.open ? "The stream brought neither an event nor a comment for " + limit
					: "The server did not answer the request for a stream within " + limit, null, true));
	}

	private long now() {
		return this.timer.now(TimeUnit.NANOSECONDS);
	}

}
