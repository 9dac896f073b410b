package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Instant;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RequestOption;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The cheapest call that shows whether the key is accepted: a page of one agent. Checks
 * that come together, or while the result is fresh, share one call.
 */
final class HealthProbe {

	private static final ListQuery ONE = ListQuery.create().limit(1);

	private final Mono<Result> result;

	HealthProbe(ReactiveBimpeAI client, BimpeAIHealthProbeProperties properties, Clock clock) {
		RequestOption[] options = { RequestOption.timeout(properties.timeout()), RequestOption.maxRetries(0) };
		this.result = Mono.defer(() -> client.agents().list(ONE, options).firstPage())
			.map((page) -> new Result(clock.instant(), null))
			.onErrorResume((failure) -> Mono.just(new Result(clock.instant(), failure)))
			.cache(properties.timeToLive());
	}

	/**
	 * Return the result of the call, which is made unless a fresh one is there.
	 * @return the result; a failure is one too
	 */
	Mono<Result> result() {
		return this.result;
	}

	/**
	 * What the call has shown.
	 *
	 * @param at when it ended
	 * @param error the name of the exception, {@code null} when it succeeded
	 * @param outage whether no other call can be expected to succeed either
	 */
	record Result(Instant at, @Nullable String error, boolean outage) {

		private Result(Instant at, @Nullable Throwable failure) {
			this(at, (failure != null) ? failure.getClass().getSimpleName() : null, CallOutcome.isOutage(failure));
		}

	}

}
