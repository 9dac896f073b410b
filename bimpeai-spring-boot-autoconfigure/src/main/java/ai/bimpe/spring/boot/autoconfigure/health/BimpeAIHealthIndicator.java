package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.internal.StreamRetries;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells from the calls that the application makes, and from its streams, whether the
 * Console API can be used. Makes no call itself, as checks would eat the rate limit,
 * unless there is a probe.
 */
final class BimpeAIHealthIndicator extends AbstractReactiveHealthIndicator {

	/**
	 * How long a failed call counts: an instance that gets no traffic while it is down
	 * would otherwise never come back. Clearly longer than the minute that streams wait
	 * before they ask again, or it would be up for a moment each time.
	 */
	private static final Duration MEMORY = Duration.ofMinutes(2);

	private final LastCalls lastCalls;

	private final Supplier<List<ManagedStream>> streams;

	private final @Nullable HealthProbe probe;

	private final Clock clock;

	BimpeAIHealthIndicator(LastCalls lastCalls, Supplier<List<ManagedStream>> streams, @Nullable HealthProbe probe,
			Clock clock) {
		super("BimpeAI health check failed");
		this.lastCalls = lastCalls;
		this.streams = streams;
		this.probe = probe;
		this.clock = clock;
	}

	@Override
	protected Mono<Health> doHealthCheck(Health.Builder builder) {
		if (this.probe == null) {
			return Mono.fromSupplier(() -> check(builder, null));
		}
		return this.probe.result().map((result) -> check(builder, result));
	}

	private Health check(Health.Builder builder, HealthProbe.@Nullable Result probed) {
		Map<String, LastCalls.Seen> accounts = new TreeMap<>(this.lastCalls.seen());
		LastCalls.Seen seen = accounts.getOrDefault(BimpeAIBuilder.DEFAULT_ACCOUNT, LastCalls.Seen.NOTHING);
		Instant since = this.clock.instant().minus(MEMORY);
		List<ManagedStream> streams = this.streams.get();
		if (accounts.values().stream().anyMatch((last) -> last.isOutageSince(since)) || isOutage(probed, seen)
				|| has(streams, StreamState.FAILED) || streams.stream().anyMatch(BimpeAIHealthIndicator::isRefused)) {
			builder.down();
		}
		else if (probed != null || !accounts.isEmpty() || has(streams, StreamState.LIVE)) {
			builder.up();
		}
		else {
			builder.unknown();
		}
		details(seen).forEach(builder::withDetail);
		addProbe(builder, probed);
		accounts.remove(BimpeAIBuilder.DEFAULT_ACCOUNT);
		if (!accounts.isEmpty()) {
			Map<String, Object> details = new LinkedHashMap<>();
			accounts.forEach((account, last) -> details.put(account, details(last)));
			builder.withDetail("accounts", details);
		}
		if (!streams.isEmpty()) {
			Map<String, Object> details = new LinkedHashMap<>();
			streams.forEach((stream) -> details.put(stream.spec().name(), details(stream)));
			builder.withDetail("streams", details);
		}
		return builder.build();
	}

	private static boolean isOutage(HealthProbe.@Nullable Result probed, LastCalls.Seen seen) {
		return probed != null && probed.outage() && !seen.isSuccessAfter(probed.at());
	}

	private static boolean has(List<ManagedStream> streams, StreamState state) {
		return streams.stream().anyMatch((stream) -> stream.state() == state);
	}

	// One conversation that is gone says nothing about the application.
	private static boolean isRefused(ManagedStream stream) {
		Throwable failure = (stream.spec().conversationId() == null) ? stream.failure() : null;
		return failure != null && StreamRetries.isRefusal(failure);
	}

	private static Map<String, Object> details(LastCalls.Seen seen) {
		Map<String, Object> details = new LinkedHashMap<>();
		if (seen.success() != null) {
			details.put("lastSuccess", seen.success().details());
		}
		if (seen.failure() != null) {
			details.put("lastFailure", seen.failure().details());
		}
		return details;
	}

	private static void addProbe(Health.Builder builder, HealthProbe.@Nullable Result probed) {
		if (probed != null) {
			Map<String, Object> details = new LinkedHashMap<>();
			details.put("at", probed.at().toString());
			details.put("result", (probed.error() != null) ? probed.error() : "OK");
			builder.withDetail("probe", details);
		}
	}

	private static Map<String, Object> details(ManagedStream stream) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", stream.state().name());
		details.put("account", stream.spec().account());
		details.put("ownedShards", new TreeSet<>(stream.ownedShards()));
		details.put("parkedConversations", stream.parked().size());
		Throwable failure = stream.failure();
		if (failure != null) {
			details.put("error", failure.getClass().getSimpleName());
		}
		return details;
	}

}
