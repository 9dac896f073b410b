package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamState;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.ApplicationListener;

/**
 * Says whether the streams that count for readiness are ready: live, or in the hands of
 * another instance, or paused on purpose. One that waits stays ready for a while.
 */
final class BimpeAIReadinessIndicator extends AbstractReactiveHealthIndicator
		implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private final List<String> names;

	private final Supplier<List<ManagedStream>> streams;

	private final Duration downAfter;

	private final Clock clock;

	BimpeAIReadinessIndicator(List<String> names, Supplier<List<ManagedStream>> streams, Duration downAfter,
			Clock clock) {
		super("BimpeAI readiness check failed");
		this.names = names;
		this.streams = streams;
		this.downAfter = downAfter;
		this.clock = clock;
	}

	// Streams may be subscribed to until then.
	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		List<String> known = this.streams.get().stream().map((stream) -> stream.spec().name()).toList();
		this.names.stream()
			.filter((name) -> !known.contains(name))
			.forEach((name) -> logger.warn("'management.health.bimpeai.readiness-streams' names '" + name
					+ "', and there is no stream of "
					+ "this name, so that the application is not ready. The streams are: " + String.join(", ", known)));
	}

	@Override
	protected Mono<Health> doHealthCheck(Health.Builder builder) {
		return Mono.fromSupplier(() -> {
			Map<String, String> states = new LinkedHashMap<>();
			boolean ready = true;
			List<ManagedStream> streams = this.streams.get();
			for (String name : this.names) {
				ManagedStream stream = streams.stream()
					.filter((each) -> each.spec().name().equals(name))
					.findFirst()
					.orElse(null);
				states.put(name, (stream != null) ? stream.state().name() : "UNKNOWN");
				ready &= stream != null && isReady(stream);
			}
			return (ready ? builder.up() : builder.outOfService()).withDetail("streams", states).build();
		});
	}

	private boolean isReady(ManagedStream stream) {
		StreamProblem problem = stream.problem();
		if (problem != null) {
			return Duration.between(problem.since(), this.clock.instant()).compareTo(this.downAfter) < 0;
		}
		StreamState state = stream.state();
		return state == StreamState.LIVE || state == StreamState.STANDBY || state == StreamState.PAUSED;
	}

}
