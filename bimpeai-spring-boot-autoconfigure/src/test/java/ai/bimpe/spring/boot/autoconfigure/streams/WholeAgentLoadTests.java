package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that follows many conversations of one agent over few live streams, from
 * a server that drops them, and is restarted while messages are in flight.
 */
class WholeAgentLoadTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final int CONVERSATIONS = 500;

	private static final int STREAMS = 40;

	/** So many conversations are delivered at a time, by default. */
	private static final int CONCURRENCY = 8;

	private static final int SHARDS = 2;

	private static final int ROUNDS = 5;

	private static final int MESSAGES_A_ROUND = 150;

	private static final int IN_FLIGHT = 200;

	private final long seed = Objects.requireNonNullElseGet(Long.getLong("bimpeai.test.seed"), System::nanoTime);

	private final String repeat = "repeat with -Dbimpeai.test.seed=" + this.seed;

	private final Random random = new Random(this.seed);

	private final Simulator simulator = Simulator.builder()
		.answering(false)
		.withoutRateLimits()
		.settings((settings) -> settings.maxStreamsPerKey(STREAMS))
		.start();

	private final SimulatedAgent agent = this.simulator.newAgent("Pia");

	private final List<SimulatedConversation> conversations = new ArrayList<>();

	private final CheckpointHistory store = new CheckpointHistory();

	private final Listener listener = new Listener(this.seed);

	private int sent;

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void everyMessageIsDeliveredInOrderAcrossRestartAndNoCheckpointMovesBack() {
		System.out.println("500 conversations of an agent: " + this.repeat);
		for (int i = 0; i < CONVERSATIONS; i++) {
			this.conversations.add(this.agent.newConversation());
		}
		application().run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).find("all").orElseThrow();
			until(() -> stream.state() == StreamState.LIVE);
			rounds();
			this.store.down = true;
			talk();
			until(() -> this.store.refusedWrites.get() > 0);
		});
		Set<String> inFlight = new TreeSet<>(this.listener.ids());
		inFlight.removeAll(acknowledged());
		talk();
		this.store.down = false;
		application().run((context) -> {
			rounds();
			until(() -> this.listener.ids().size() == this.sent && acknowledged().size() == this.sent);
		});
		assertThat(inFlight).as(this.repeat).hasSizeBetween(1, CONCURRENCY);
		assertThat(this.listener.doubles()).as(this.repeat).isEqualTo(inFlight);
		assertThat(this.conversations).as(this.repeat).allSatisfy((conversation) -> {
			List<String> ids = ids(conversation);
			assertThat(this.listener.firstDeliveries(conversation.id())).isEqualTo(ids);
			assertThat(this.store.places(key(conversation))).isSubsetOf(ids)
				.doesNotHaveDuplicates()
				.isSortedAccordingTo(Comparator.comparing(ids::indexOf));
		});
	}

	private void rounds() {
		for (int round = 0; round < ROUNDS; round++) {
			talk();
			for (int i = 0; i < CONVERSATIONS / 4; i++) {
				any().dropStreams();
			}
			until(() -> this.listener.ids().size() >= this.sent - IN_FLIGHT);
		}
	}

	// Now and then several messages of one conversation in the same millisecond.
	private void talk() {
		for (int i = 0; i < MESSAGES_A_ROUND; i++) {
			SimulatedConversation conversation = any();
			if (this.random.nextInt(50) == 0) {
				conversation = this.agent.newConversation();
				this.conversations.add(conversation);
			}
			int messages = (this.random.nextInt(10) == 0) ? 3 : 1;
			for (int message = 0; message < messages; message++) {
				conversation.receives("message");
				this.sent++;
			}
		}
	}

	private SimulatedConversation any() {
		return this.conversations.get(this.random.nextInt(this.conversations.size()));
	}

	private void until(Callable<Boolean> condition) {
		await(this.repeat).atMost(SOON).until(condition);
	}

	private Set<String> acknowledged() {
		Set<String> acknowledged = new HashSet<>();
		for (SimulatedConversation conversation : this.conversations) {
			List<String> ids = ids(conversation);
			List<String> places = this.store.places(key(conversation));
			int count = places.isEmpty() ? 0 : ids.indexOf(places.get(places.size() - 1)) + 1;
			acknowledged.addAll(ids.subList(0, count));
		}
		return acknowledged;
	}

	private static String key(SimulatedConversation conversation) {
		return "all/" + conversation.id();
	}

	private static List<String> ids(SimulatedConversation conversation) {
		return conversation.messages().stream().map(SimulatedMessage::id).toList();
	}

	private ApplicationContextRunner application() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
			.withBean(CheckpointStore.class, () -> this.store)
			.withBean(Listener.class, () -> this.listener)
			.withPropertyValues("bimpeai.api-key=" + this.simulator.apiKey(),
					"bimpeai.base-url=" + this.simulator.baseUrl(), "bimpeai.streams.all.agent-id=" + this.agent.id(),
					"bimpeai.streams.all.max-live=" + STREAMS, "bimpeai.streams.all.shards=" + SHARDS,
					"bimpeai.streams.all.poll-interval=500ms", "bimpeai.streams.all.requests-per-minute=6000");
	}

	/**
	 * Keeps what was delivered, and is slow now and then.
	 */
	static final class Listener {

		private final Map<String, List<String>> deliveries = new ConcurrentHashMap<>();

		private final Set<String> ids = ConcurrentHashMap.newKeySet();

		private final Set<String> doubles = ConcurrentHashMap.newKeySet();

		private final Random random;

		private Listener(long seed) {
			this.random = new Random(seed);
		}

		@EventListener
		void on(MessageReceivedEvent event) {
			String id = Objects.requireNonNull(event.message().id());
			this.deliveries.computeIfAbsent(event.conversationId(), (any) -> new CopyOnWriteArrayList<>()).add(id);
			if (!this.ids.add(id)) {
				this.doubles.add(id);
			}
			if (this.random.nextInt(100) == 0) {
				LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
			}
		}

		Set<String> ids() {
			return this.ids;
		}

		Set<String> doubles() {
			return this.doubles;
		}

		List<String> firstDeliveries(String conversationId) {
			return this.deliveries.getOrDefault(conversationId, List.of()).stream().distinct().toList();
		}

	}

}
