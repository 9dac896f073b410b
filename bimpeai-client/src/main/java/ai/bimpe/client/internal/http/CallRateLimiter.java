package ai.bimpe.client.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.internal.Durations;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpHeaders;
import org.springframework.util.ConcurrentLruCache;

/**
 * Spreads attempts by the server's own rate limits, each operation by itself: the server
 * counts at least some on their own, and does not say which. Thread-safe.
 */
final class CallRateLimiter implements CallStage {

	/** Requests of the application's own may name any number of paths. */
	private static final int MAX_OPERATIONS = 256;

	private final ConcurrentLruCache<String, OperationRateLimiter> limiters;

	private final Scheduler timer;

	private final Duration longestWait;

	private final Clock clock;

	CallRateLimiter(Scheduler timer, Clock clock, Duration longestWait) {
		this.limiters = new ConcurrentLruCache<>(MAX_OPERATIONS, (operation) -> new OperationRateLimiter(timer));
		this.timer = timer;
		this.clock = clock;
		this.longestWait = Durations.limit(longestWait);
	}

	@Override
	public <T> Mono<ApiResponse<T>> apply(CallRequest<T> request, Next<T> next) {
		PermitHolder holder = new PermitHolder();
		Mono<ApiResponse<T>> attempt = next.send(request.withListener(holder));
		return Mono.defer(() -> limited(request, attempt, holder));
	}

	private <T> Mono<T> limited(CallRequest<?> request, Mono<T> attempt, PermitHolder holder) {
		OperationRateLimiter limiter = this.limiters
			.get(request.operation.method() + request.operation.path().template());
		Duration estimate = limiter.estimate();
		if (estimate.compareTo(this.longestWait) > 0) {
			return Mono.error(tooLong(request, limiter, estimate));
		}
		OperationRateLimiter.Permit permit = limiter.acquire();
		holder.permit = permit;
		Mono<T> limited = permit.isGranted() ? attempt : permit.granted()
			// Not in what another call is doing when it makes room.
			.publishOn(Schedulers.parallel())
			.timeout(this.longestWait, Mono.error(() -> inVain(request, limiter)), this.timer)
			.then(attempt);
		return limited.doFinally((signal) -> permit.release());
	}

	// Its wait is over: asking for more than is allowed keeps it from being tried again.
	private RateLimitException inVain(CallRequest<?> request, OperationRateLimiter limiter) {
		Duration more = this.longestWait.plusMillis(1);
		Duration estimate = limiter.estimate();
		return tooLong(request, limiter, (estimate.compareTo(more) > 0) ? estimate : more);
	}

	private RateLimitException tooLong(CallRequest<?> request, OperationRateLimiter limiter, Duration estimate) {
		return new RateLimitException(
				request + " was not sent: the rate limit leaves it no turn within " + this.longestWait
						+ " (retry.max-retry-after)",
				new ErrorResponse(429, ErrorCode.RATE_LIMITED, request.requestId, null, List.of(), estimate,
						limiter.known(), HttpHeaders.EMPTY, null));
	}

	/**
	 * Passes what the server says about the limit to the permit of the current attempt.
	 */
	private final class PermitHolder implements AttemptListener {

		private OperationRateLimiter.@Nullable Permit permit;

		@Override
		public void onResponse(ResponseHead head) {
			if (this.permit != null) {
				this.permit.answered(head.rateLimit(),
						ResponseHeaders.untilReset(head.headers(), head.rateLimit(), CallRateLimiter.this.clock));
			}
		}

	}

}
