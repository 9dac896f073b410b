package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.internal.StreamRetries;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells from the calls that the application makes, and from its streams, whether the
 * Console API and the stores of the streams can be used. Makes no call itself, as checks
 * would eat the rate limit, unless there is a probe.
 */
final class BimpeAIHealthIndicator extends AbstractReactiveHealthIndicator {

	/**
	 * How long a failed call counts: an instance that gets no traffic while it is down
	 * would otherwise never come back. Clearly longer than the minute that streams wait
	 * before they ask again, or it would be up for a moment each time.
	 */
	static final Duration MEMORY = Duration.ofMinutes(2);

	private final LastCalls lastCalls;

	private final Supplier<List<ManagedStream>> streams;

	private final @Nullable HealthProbe probe;

	private final ApiActivity activity;

	private final Duration downAfter;

	private final Clock clock;

	BimpeAIHealthIndicator(LastCalls lastCalls, Supplier<List<ManagedStream>> streams, @Nullable HealthProbe probe,
			ApiActivity activity, Duration downAfter, Clock clock) {
		super("BimpeAI health check failed");
		this.lastCalls = lastCalls;
		this.streams = streams;
		this.probe = probe;
		this.activity = activity;
		this.downAfter = downAfter;
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
		List<ManagedStream> streams = this.streams.get();
		List<String> reasons = reasons(accounts, streams);
		if (isOutage(probed, seen)) {
			reasons.add("The call of the health check has failed");
		}
		if (!reasons.isEmpty()) {
			builder.down().withDetail("reasons", reasons);
		}
		else if (probed != null || !accounts.isEmpty() || has(streams, StreamState.LIVE)
				|| has(streams, StreamState.STANDBY)) {
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

	private List<String> reasons(Map<String, LastCalls.Seen> accounts, List<ManagedStream> streams) {
		Set<String> reasons = new LinkedHashSet<>();
		accounts.forEach((account, seen) -> {
			if (isOutage(account, seen)) {
				reasons.add("The last call of account '" + account + "' has failed");
			}
		});
		for (ManagedStream stream : streams) {
			StreamProblem problem = stream.problem();
			if (problem != null && isOfStore(problem) && isLong(age(problem))) {
				reasons.add("The " + ((problem.cause() == StreamProblem.Cause.CHECKPOINT_STORE) ? "checkpoint store"
						: "store of the cluster") + " cannot be used");
			}
			if (isLong(this.activity.silence(stream))) {
				reasons.add("The API is silent towards account '" + stream.spec().account() + "'");
			}
			if (isOfAgent(stream) && stream.state() == StreamState.FAILED) {
				reasons.add("Stream '" + stream.spec().name() + "' has failed");
			}
			if (isRefused(stream)) {
				reasons.add("Stream '" + stream.spec().name() + "' is refused");
			}
		}
		return new ArrayList<>(reasons);
	}

	// Whether a call of a stream has failed because of its conversation shows when
	// nothing else works either.
	private boolean isOutage(String account, LastCalls.Seen seen) {
		CallOutcome failure = seen.failure();
		return failure != null && seen.isOutageSince(this.clock.instant().minus(MEMORY))
				&& (!failure.ofConversation() || isLong(this.activity.failing(account)));
	}

	private static boolean isOfStore(StreamProblem problem) {
		return problem.cause() == StreamProblem.Cause.CHECKPOINT_STORE
				|| problem.cause() == StreamProblem.Cause.CLUSTER;
	}

	private Duration age(StreamProblem problem) {
		return Duration.between(problem.since(), this.clock.instant());
	}

	private boolean isLong(Duration duration) {
		return duration.compareTo(this.downAfter) >= 0;
	}

	private static boolean isOutage(HealthProbe.@Nullable Result probed, LastCalls.Seen seen) {
		return probed != null && probed.outage() && !seen.isSuccessAfter(probed.at());
	}

	private static boolean has(List<ManagedStream> streams, StreamState state) {
		return streams.stream().anyMatch((stream) -> stream.state() == state);
	}

	private static boolean isRefused(ManagedStream stream) {
		Throwable failure = isOfAgent(stream) ? stream.failure() : null;
		return failure != null && StreamRetries.isRefusal(failure);
	}

	// One conversation says nothing about the application.
	private static boolean isOfAgent(ManagedStream stream) {
		return stream.spec().conversationId() == null;
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
		StreamProblem problem = stream.problem();
		if (problem != null) {
			details.put("waitsFor", problem.cause().name());
		}
		Throwable failure = stream.failure();
		if (failure != null) {
			details.put("error", failure.getClass().getSimpleName());
		}
		return details;
	}

}
