package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.WebApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.integration.support.locks.DefaultLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the owners of streams that {@link BimpeAIEndpoint} shows, with instances of
 * an application on one store.
 */
class StreamOwnersEndpointTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final String ID = "[0-9a-f]{12}";

	private static final String SHARDED = "/actuator/bimpeai/pia";

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final ClusterStore store = new ClusterStore();

	private final DefaultLockRegistry locks = new DefaultLockRegistry();

	private final List<WebApplication> instances = new ArrayList<>();

	@AfterEach
	void stop() {
		this.store.answer();
		this.instances.forEach(WebApplication::close);
		this.simulator.close();
	}

	@Test
	void everyInstanceShowsTheOwnersOfAllShards() {
		WebApplication a = start();
		WebApplication b = start();
		awaitBothOwn(a, b);
		// An answer that took more than a second tells less.
		await().atMost(SOON).untilAsserted(() -> {
			SortedMap<Integer, String> owners = owners(a);
			assertThat(owners.keySet()).containsExactly(0, 1, 2, 3);
			assertThat(owners.values()).allMatch((owner) -> owner.matches(ID));
			String idOfA = owners.get(owned(a).first());
			String idOfB = owners.get(owned(b).first());
			assertThat(idOfA).isNotEqualTo(idOfB);
			assertThat(owners)
				.allSatisfy((shard, owner) -> assertThat(owner).isEqualTo(owned(a).contains(shard) ? idOfA : idOfB));
			JsonNode all = JsonMapper.shared().readTree(a.get("/actuator/bimpeai").body());
			assertThat(all.at("/streams/pia/owners")).isEqualTo(stream(b).get("owners"));
		});
	}

	@Test
	void ownersOfTheOtherShardsAreUnknownWhenTheStoreIsDown() {
		WebApplication a = start();
		WebApplication b = start();
		awaitBothOwn(a, b);
		SortedSet<Integer> ofA = owned(a);
		String idOfA = await().atMost(SOON)
			.until(() -> String.valueOf(owners(a).get(ofA.first())), (owner) -> owner.matches(ID));
		this.store.goDown();
		await().atMost(SOON).untilAsserted(() -> {
			HttpResponse<String> answer = a.get(SHARDED);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).doesNotContain("secret@store");
			JsonNode stream = JsonMapper.shared().readTree(answer.body());
			assertThat(owners(stream))
				.allSatisfy((shard, owner) -> assertThat(owner).isEqualTo(ofA.contains(shard) ? idOfA : "unknown"));
			assertThat(stream.get("agentId").stringValue()).isEqualTo(this.conversation.agentId());
			assertThat(stream.get("ownedShards")).hasSize(2);
			assertThat(stream.has("state")).isTrue();
		});
	}

	@Test
	void storeThatDoesNotAnswerHoldsNoRequestForLong() {
		WebApplication a = start();
		WebApplication b = start();
		awaitBothOwn(a, b);
		this.store.hang();
		for (int i = 0; i < 3; i++) {
			JsonNode stream = stream(a);
			assertThat(owners(stream).values()).contains("unknown");
			assertThat(stream.get("ownedShards")).isNotNull();
		}
		this.store.answer();
		await().atMost(SOON).untilAsserted(() -> assertThat(owners(a).values()).allMatch((owner) -> owner.matches(ID)));
	}

	@Test
	void streamThatNobodyHasIsShownSo() {
		WebApplication a = start("bimpeai.streams.pia.auto-startup=false");
		await().atMost(SOON).until(() -> "STOPPED".equals(stream(a).get("state").stringValue()));
		await().atMost(SOON).untilAsserted(() -> assertThat(owners(a).values()).containsOnly("none"));
		this.store.put("bimpeai/owners/desk/pia#1", "0123456789ab");
		await().atMost(SOON)
			.untilAsserted(
					() -> assertThat(owners(a).values()).as("an instance that does not live").containsOnly("none"));
	}

	@Test
	void withoutClusterEveryShardIsOwnedLocally() {
		WebApplication a = start("bimpeai.cluster.enabled=false");
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(owners(a)).hasSize(4)
				.allSatisfy((shard, owner) -> assertThat(owner).isEqualTo("local")));
	}

	private WebApplication start(String... properties) {
		List<String> all = new ArrayList<>(
				List.of("bimpeai.api-key=" + this.simulator.apiKey(), "bimpeai.base-url=" + this.simulator.baseUrl(),
						"bimpeai.cluster.enabled=true", "bimpeai.cluster.name=desk", "bimpeai.cluster.lease=3s",
						"bimpeai.streams.pia.agent-id=" + this.conversation.agentId(), "bimpeai.streams.pia.shards=4",
						"management.endpoints.web.exposure.include=bimpeai"));
		// Servers of one process share event loops, which the first that closes ends.
		all.add("server.shutdown=immediate");
		for (String property : properties) {
			String name = property.substring(0, property.indexOf('=') + 1);
			all.removeIf((other) -> other.startsWith(name));
			all.add(property);
		}
		WebApplication instance = WebApplication.start((context) -> {
			context.getBeanFactory().registerSingleton("store", this.store);
			context.getBeanFactory().registerSingleton("locks", this.locks);
		}, all.toArray(String[]::new));
		this.instances.add(instance);
		return instance;
	}

	private static void awaitBothOwn(WebApplication a, WebApplication b) {
		await().atMost(SOON).untilAsserted(() -> {
			assertThat(owned(b)).hasSize(2);
			assertThat(owned(a)).hasSize(2).doesNotContainAnyElementsOf(owned(b));
			assertThat(owners(a)).isEqualTo(owners(b)).doesNotContainValue("unknown");
		});
	}

	private static JsonNode stream(WebApplication instance) {
		HttpResponse<String> answer = instance.get(SHARDED);
		assertThat(answer.statusCode()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	private static SortedMap<Integer, String> owners(WebApplication instance) {
		return owners(stream(instance));
	}

	private static SortedMap<Integer, String> owners(JsonNode stream) {
		SortedMap<Integer, String> owners = new TreeMap<>();
		stream.get("owners")
			.properties()
			.forEach((owner) -> owners.put(Integer.valueOf(owner.getKey()), owner.getValue().stringValue()));
		return owners;
	}

	private static SortedSet<Integer> owned(WebApplication instance) {
		SortedSet<Integer> owned = new TreeSet<>();
		stream(instance).get("ownedShards").forEach((shard) -> owned.add(shard.intValue()));
		return owned;
	}

}
