package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.bimpe.client.CallResult;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.spring.boot.autoconfigure.streams.ManagedStream;
import ai.bimpe.spring.boot.autoconfigure.streams.StreamState;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells from the calls that the application makes, and from its streams, whether the
 * Console API can be used. Makes no call itself: checks would eat the rate limit.
 */
final class BimpeAIHealthIndicator extends AbstractReactiveHealthIndicator {

	/**
	 * How long a failed call counts: an instance that gets no traffic while it is down
	 * would otherwise never come back.
	 */
	private static final Duration MEMORY = Duration.ofMinutes(1);

	private final LastCall lastCall;

	private final Supplier<List<ManagedStream>> streams;

	private final Clock clock;

	BimpeAIHealthIndicator(LastCall lastCall, Supplier<List<ManagedStream>> streams, Clock clock) {
		super("BimpeAI health check failed");
		this.lastCall = lastCall;
		this.streams = streams;
		this.clock = clock;
	}

	@Override
	protected Mono<Health> doHealthCheck(Health.Builder builder) {
		return Mono.fromSupplier(() -> check(builder));
	}

	private Health check(Health.Builder builder) {
		LastCall.Ended ended = this.lastCall.ended();
		List<ManagedStream> streams = this.streams.get();
		if (isDown(ended) || streams.stream().anyMatch((stream) -> stream.state() == StreamState.FAILED)) {
			builder.down();
		}
		else if (ended != null || streams.stream().anyMatch((stream) -> stream.state() == StreamState.LIVE)) {
			builder.up();
		}
		else {
			builder.unknown();
		}
		if (ended != null) {
			builder.withDetail("lastCall", details(ended.result(), ended.at()));
		}
		if (!streams.isEmpty()) {
			Map<String, Object> states = new LinkedHashMap<>();
			streams.forEach((stream) -> states.put(stream.spec().name(), describe(stream)));
			builder.withDetail("streams", states);
		}
		return builder.build();
	}

	private boolean isDown(LastCall.@Nullable Ended ended) {
		if (ended == null || ended.at().isBefore(this.clock.instant().minus(MEMORY))) {
			return false;
		}
		BimpeAIException error = ended.result().error();
		return error instanceof AuthenticationException || error instanceof ApiConnectionException
				|| error instanceof InternalServerException;
	}

	private static String describe(ManagedStream stream) {
		Throwable failure = stream.failure();
		return stream.state().name() + ((failure != null) ? ": " + failure.getClass().getSimpleName() : "");
	}

	private static Map<String, Object> details(CallResult result, Instant at) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("operation", result.operation());
		details.put("at", at.toString());
		details.put("requestId", result.requestId());
		if (result.status() != null) {
			details.put("status", result.status());
		}
		if (result.error() != null) {
			details.put("error", result.error().getClass().getSimpleName());
		}
		return details;
	}

}
