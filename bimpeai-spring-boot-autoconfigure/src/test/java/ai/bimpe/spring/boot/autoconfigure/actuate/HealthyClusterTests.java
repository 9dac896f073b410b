package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.WebApplication;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamState;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.integration.support.locks.DefaultLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what a cluster of three instances shows of streams that others own.
 */
class HealthyClusterTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final int STREAMS = 6;

	private final Simulator simulator = Simulator.builder()
		.answering(false)
		.withoutRateLimits()
		.heartbeatInterval(Duration.ofMillis(500))
		.start();

	private final SimulatedAgent agent = this.simulator.newAgent("Pia");

	private final String[] streams = IntStream.range(0, STREAMS)
		.boxed()
		.flatMap((i) -> Stream.of("bimpeai.streams.s" + i + ".agent-id=" + this.agent.id(),
				"bimpeai.streams.s" + i + ".conversation-id=" + this.agent.newConversation().id()))
		.toArray(String[]::new);

	private final ClusterStore store = new ClusterStore();

	private final DefaultLockRegistry locks = new DefaultLockRegistry();

	private final List<WebApplication> instances = new ArrayList<>();

	@AfterEach
	void stop() {
		this.instances.forEach(WebApplication::close);
		this.simulator.close();
	}

	@Test
	void whatOthersOwnIsOnStandbyAndWaitsOnlyWhenTheStoreIsDown() {
		IntStream.range(0, 3).forEach((i) -> start());
		await().atMost(SOON).untilAsserted(() -> {
			assertThat(count("live")).isEqualTo(STREAMS);
			assertThat(count("standby")).isEqualTo(2 * STREAMS);
			assertThat(count("waiting")).isZero();
		});
		assertThat(states()).hasSize(3 * STREAMS).doesNotContain(StreamState.WAITING);
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(this.instances)
				.allSatisfy((instance) -> assertThat(registry(instance).get("bimpeai.stream.shards.unowned").gauges())
					.hasSize(STREAMS)
					.allMatch((gauge) -> gauge.value() == 0)));
		assertThat(this.instances).extracting((instance) -> instance.get("/actuator/health").statusCode())
			.containsOnly(200);
		this.store.goDown();
		await().atMost(SOON).untilAsserted(() -> {
			assertThat(count("standby")).isZero();
			assertThat(count("waiting")).isPositive();
		});
		assertThat(streams().filter((stream) -> stream.state() == StreamState.WAITING))
			.allSatisfy((stream) -> assertThat(stream.problem()).isNotNull()
				.extracting(StreamProblem::cause)
				.isEqualTo(StreamProblem.Cause.CLUSTER));
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(this.instances.get(0).get("/actuator/health").body())
				.contains("The store of the cluster cannot be used"));
	}

	private void start() {
		this.instances.add(WebApplication.start((context) -> {
			context.getBeanFactory().registerSingleton("store", this.store);
			context.getBeanFactory().registerSingleton("locks", this.locks);
		}, Stream.concat(Stream.of(this.streams),
				Stream.of("bimpeai.api-key=" + this.simulator.apiKey(), "bimpeai.base-url=" + this.simulator.baseUrl(),
						"bimpeai.cluster.enabled=true", "bimpeai.cluster.name=desk", "bimpeai.cluster.lease=3s",
						"management.health.bimpeai.down-after=5s", "management.endpoint.health.show-details=always",
						"management.health.redis.enabled=false",
						// Servers of one process share event loops, which the first that
						// closes
						// ends.
						"server.shutdown=immediate"))
			.toArray(String[]::new)));
	}

	private double count(String state) {
		return this.instances.stream()
			.mapToDouble((instance) -> registry(instance).get("bimpeai.streams").tag("state", state).gauge().value())
			.sum();
	}

	private List<StreamState> states() {
		return streams().map(ManagedStream::state).toList();
	}

	private Stream<ManagedStream> streams() {
		return this.instances.stream()
			.flatMap((instance) -> instance.context().getBean(BimpeAIStreams.class).all().stream());
	}

	private static MeterRegistry registry(WebApplication instance) {
		return instance.context().getBean(MeterRegistry.class);
	}

}
