package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.List;

import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.RateLimitException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpHeaders;
import org.springframework.util.ConcurrentLruCache;

/**
 * Spreads attempts by the server's own rate limits, each operation by itself: the server
 * counts at least some on their own, and does not say which. Thread-safe.
 */
final class CallRateLimiter {

	/** Requests of the application's own may name any number of paths. */
	private static final int MAX_OPERATIONS = 256;

	private final ConcurrentLruCache<String, OperationRateLimiter> limiters;

	private final Scheduler timer;

	private final Duration longestWait;

	CallRateLimiter(Scheduler timer, Duration longestWait) {
		this.limiters = new ConcurrentLruCache<>(MAX_OPERATIONS, (operation) -> new OperationRateLimiter(timer));
		this.timer = timer;
		this.longestWait = longestWait;
	}

	<T> Mono<T> around(CallContext context, Mono<T> attempt) {
		return Mono.defer(() -> {
			OperationRateLimiter limiter = this.limiters
				.get(context.operation.method() + context.operation.path().template());
			Duration estimate = limiter.estimate();
			if (estimate.compareTo(this.longestWait) > 0) {
				return Mono.error(tooLong(context, limiter, estimate));
			}
			OperationRateLimiter.Permit permit = limiter.acquire();
			context.permit(permit);
			Mono<T> limited = permit.isGranted() ? attempt : permit.granted()
				// Not in what another call is doing when it makes room.
				.publishOn(Schedulers.parallel())
				.timeout(this.longestWait, Mono.error(() -> inVain(context, limiter)), this.timer)
				.then(attempt);
			return limited.doFinally((signal) -> permit.release());
		});
	}

	// Its wait is over: asking for more than is allowed keeps it from being tried again.
	private RateLimitException inVain(CallContext context, OperationRateLimiter limiter) {
		Duration more = this.longestWait.plusMillis(1);
		Duration estimate = limiter.estimate();
		return tooLong(context, limiter, (estimate.compareTo(more) > 0) ? estimate : more);
	}

	private RateLimitException tooLong(CallContext context, OperationRateLimiter limiter, Duration estimate) {
		return new RateLimitException(
				context.describe() + " was not sent: the rate limit leaves it no turn within " + this.longestWait
						+ " (retry.max-retry-after)",
				new ErrorResponse(429, ErrorCode.RATE_LIMITED, context.requestId, null, List.of(), estimate,
						limiter.known(), HttpHeaders.EMPTY, null));
	}

}
