package ai.bimpe.spring.boot.autoconfigure.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.support.Postgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.integration.metadata.ConcurrentMetadataStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a stream that follows a whole agent in shards, with two instances of an
 * application on one PostgreSQL.
 */
class ShardedAgentTests {

	private static final int SHARDS = 4;

	private static final Duration SOON = Duration.ofSeconds(60);

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedAgent agent = this.simulator.newAgent("Pia");

	private final List<SimulatedConversation> conversations = IntStream.range(0, 12)
		.mapToObj((i) -> this.agent.newConversation())
		.toList();

	private final String name = "all-" + UUID.randomUUID();

	private final ConcurrentMetadataStore store = Postgres.store();

	private final List<AgentInstance> instances = new ArrayList<>();

	@AfterEach
	void stop() {
		this.instances.forEach(AgentInstance::close);
		this.simulator.close();
	}

	@Test
	void instancesShareTheShardsAndTheLastOneGoesOnWithAll() {
		AgentInstance a = start();
		AgentInstance b = start();
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(List.of(a.shards().size(), b.shards().size())).containsExactly(2, 2));
		assertThat(a.shards()).doesNotContainAnyElementsOf(b.shards());
		await().atMost(SOON).until(() -> a.isLive() && b.isLive());
		List<String> early = receive(3);
		await().atMost(SOON).untilAsserted(() -> assertThat(received(a, b)).containsAll(early));
		assertThat(a.received()).allMatch((event) -> a.shards().contains(shard(event.conversationId())));
		assertThat(b.received()).allMatch((event) -> b.shards().contains(shard(event.conversationId())));

		a.close();
		List<String> late = receive(3);
		await().atMost(SOON).untilAsserted(() -> assertThat(received(b)).containsAll(late));
		assertThat(b.shards()).hasSize(SHARDS);
		assertThat(received(a, b)).doesNotHaveDuplicates().hasSize(early.size() + late.size());
	}

	@Test
	void shardIsReleasedAfterTheLastAcknowledgement() {
		AgentInstance a = start();
		await().atMost(SOON).until(() -> a.shards().size() == SHARDS && a.isLive());
		CompletableFuture<Void> inFlight = new CompletableFuture<>();
		CompletableFuture<Void> finished = new CompletableFuture<>();
		a.onMessage = (event) -> {
			inFlight.complete(null);
			finished.join();
		};
		SimulatedConversation conversation = this.conversations.get(0);
		String message = conversation.receives("Hi").id();
		inFlight.join();
		int shard = shard(conversation.id());
		List<@Nullable String> checkpoints = new CopyOnWriteArrayList<>();
		a.onPut = (key) -> {
			if (key.equals(ownerKey(shard))) {
				checkpoints.add(this.store.get("bimpeai/" + this.name + "/" + conversation.id()));
			}
		};
		CompletableFuture<Void> closed = CompletableFuture.runAsync(a::close);
		await().atMost(SOON).until(() -> owned().equals(Set.of(shard)));
		assertThat(checkpoints).isEmpty();
		finished.complete(null);
		closed.join();
		assertThat(owned()).isEmpty();
		assertThat(checkpoints).singleElement().asString().contains(message);
		AgentInstance b = start();
		await().atMost(SOON).until(() -> b.shards().size() == SHARDS && b.isLive());
		String next = conversation.receives("Bye").id();
		await().atMost(SOON).untilAsserted(() -> assertThat(received(b)).contains(next));
		assertThat(received(a, b)).containsExactly(message, next);
	}

	private AgentInstance start() {
		String stream = "bimpeai.streams." + this.name;
		AgentInstance instance = new AgentInstance(this.name, "bimpeai.api-key=" + this.simulator.apiKey(),
				"bimpeai.base-url=" + this.simulator.baseUrl(), "bimpeai.cluster.enabled=true",
				"bimpeai.cluster.name=" + this.name, "bimpeai.cluster.lease=12s",
				stream + ".agent-id=" + this.agent.id(), stream + ".shards=" + SHARDS, stream + ".poll-interval=100ms",
				stream + ".requests-per-minute=6000");
		this.instances.add(instance);
		return instance;
	}

	private List<String> receive(int rounds) {
		return IntStream.range(0, rounds)
			.boxed()
			.flatMap((round) -> this.conversations.stream())
			.map((conversation) -> conversation.receives("Hi").id())
			.toList();
	}

	private static List<String> received(AgentInstance... instances) {
		return Stream.of(instances)
			.flatMap((instance) -> instance.received().stream())
			.map(MessageReceivedEvent::message)
			.map((message) -> Objects.requireNonNull(message.id()))
			.toList();
	}

	private Set<Integer> owned() {
		return IntStream.range(0, SHARDS)
			.boxed()
			.filter((shard) -> !"-".equals(this.store.get(ownerKey(shard))))
			.collect(Collectors.toSet());
	}

	private String ownerKey(int shard) {
		return "bimpeai/owners/" + this.name + "/" + this.name + "#" + shard;
	}

	private static int shard(String conversationId) {
		return Math.floorMod(conversationId.hashCode(), SHARDS);
	}

}
