package ai.bimpe.client.http;

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
final class Pacing {

	/** Requests of the application's own may name any number of paths. */
	private static final int MAX_PACES = 256;

	private final ConcurrentLruCache<String, Pace> paces;

	private final Scheduler timer;

	private final Duration longestWait;

	Pacing(Scheduler timer, Duration longestWait) {
		this.paces = new ConcurrentLruCache<>(MAX_PACES, (operation) -> new Pace(timer));
		this.timer = timer;
		this.longestWait = longestWait;
	}

	<T> Mono<T> around(CallState state, Mono<T> attempt) {
		return Mono.defer(() -> {
			Pace pace = this.paces.get(state.operation.method() + state.operation.path().template());
			Duration estimate = pace.estimate();
			if (estimate.compareTo(this.longestWait) > 0) {
				return Mono.error(tooLong(state, pace, estimate));
			}
			Pace.Turn turn = pace.take();
			state.turn(turn);
			Mono<T> paced = turn.hasCome() ? attempt : turn.come()
				// Not in what another call is doing when it makes room.
				.publishOn(Schedulers.parallel())
				.timeout(this.longestWait, Mono.error(() -> inVain(state, pace)), this.timer)
				.then(attempt);
			return paced.doFinally((signal) -> turn.end());
		});
	}

	// Its wait is over: asking for more than is allowed keeps it from being tried again.
	private RateLimitException inVain(CallState state, Pace pace) {
		Duration more = this.longestWait.plusMillis(1);
		Duration estimate = pace.estimate();
		return tooLong(state, pace, (estimate.compareTo(more) > 0) ? estimate : more);
	}

	private RateLimitException tooLong(CallState state, Pace pace, Duration estimate) {
		return new RateLimitException(
				state.describe() + " was not sent: the rate limit leaves it no turn within " + this.longestWait
						+ " (retry.max-retry-after)",
				new ErrorResponse(429, ErrorCode.RATE_LIMITED, state.requestId, null, List.of(), estimate, pace.known(),
						HttpHeaders.EMPTY, null));
	}

}
