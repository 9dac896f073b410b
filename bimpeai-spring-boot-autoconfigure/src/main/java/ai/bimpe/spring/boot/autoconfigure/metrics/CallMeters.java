package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.CallRetry;
import ai.bimpe.client.errors.RateLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts retries, and shows what the server said about its rate limit. Calls need no
 * timer here: theirs comes from their observation.
 */
final class CallMeters implements CallListener {

	private final MeterRegistry registry;

	private final Clock clock = Clock.systemUTC();

	private final Map<Limited, RateLimitMeters> rateLimits = new ConcurrentHashMap<>();

	CallMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onCall(CallResult result) {
		RateLimit rateLimit = result.rateLimit();
		if (rateLimit != null && rateLimit.limit() != null) {
			this.rateLimits
				.computeIfAbsent(new Limited(result.account(), result.operation()),
						(limited) -> new RateLimitMeters(this.registry, limited.account(), limited.operation(),
								this.clock))
				.update(rateLimit);
		}
	}

	@Override
	public void onRetry(CallRetry retry) {
		Counter.builder(BimpeAIMeterDocumentation.RETRIES.getName())
			.description(BimpeAIMeterDocumentation.RETRIES.getDescription())
			.tag(BimpeAIMeterDocumentation.Tags.ACCOUNT.asString(), retry.account())
			.tag(BimpeAIMeterDocumentation.Tags.OPERATION.asString(), retry.operation())
			.tag(BimpeAIMeterDocumentation.Tags.REASON.asString(), FailureTag.of(retry.cause()))
			.register(this.registry)
			.increment();
	}

	/**
	 * What has a rate limit of its own.
	 */
	private record Limited(String account, String operation) {

	}

}
