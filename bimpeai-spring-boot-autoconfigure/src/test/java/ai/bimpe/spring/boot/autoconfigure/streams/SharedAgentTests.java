package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for streams of one agent with more than a page of conversations, from a server
 * that lists the latest message first, or does not.
 */
class SharedAgentTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedAgent agent = this.simulator.newAgent("Pia");

	private final Listener listener = new Listener();

	private List<SimulatedConversation> conversations = List.of();

	private Instant start = Instant.EPOCH;

	@BeforeEach
	void talk() {
		this.conversations = IntStream.range(0, 350).mapToObj((i) -> this.agent.newConversation()).toList();
		this.conversations.forEach((conversation) -> conversation.receives("before"));
		this.start = this.conversations.get(349).messages().get(0).createdAt();
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void everyMessageComesOnceWhetherTheServerSortsOrNot() {
		application("one").run((context) -> {
			awaitLive(context);
			for (int round = 0; round < 4; round++) {
				this.simulator.settings().ignoreConversationSort(round == 1).refuseConversationSort(round == 2);
				for (int i = round; i < 350; i += 31) {
					this.conversations.get(i).receives("round " + round);
				}
				await().atMost(SOON).untilAsserted(() -> assertThat(received("one")).isEqualTo(sent()));
			}
		});
	}

	@Test
	void streamWhoseStoreDoesNotAnswerHoldsUpNoOther() {
		CountDownLatch hanging = new CountDownLatch(1);
		AtomicBoolean stuck = new AtomicBoolean();
		CheckpointStore store = new CheckpointStoreDecorator(new InMemoryCheckpointStore()) {

			@Override
			public @Nullable Checkpoint load(String key) {
				if (stuck.get() && key.startsWith("stuck/")) {
					awaitQuietly(hanging);
				}
				return super.load(key);
			}

		};
		// No conversation may have begun because it was active lately.
		application("stuck", "one").withPropertyValues("bimpeai.streams.stuck.active-window=1ms")
			.withBean(CheckpointStore.class, () -> store)
			.run((context) -> {
				awaitLive(context);
				stuck.set(true);
				for (int i = 0; i < 350; i += 50) {
					this.conversations.get(i).receives("number " + i);
					await().atMost(SOON).untilAsserted(() -> assertThat(received("one")).isEqualTo(sent()));
				}
				assertThat(received("stuck")).isEmpty();
				hanging.countDown();
				await().atMost(SOON).untilAsserted(() -> assertThat(received("stuck")).isEqualTo(sent()));
			});
	}

	@Test
	void streamsOfOneAgentDifferInWhereTheyBeginAndHowTheyDeliver() {
		application("one", "two")
			.withPropertyValues("bimpeai.streams.one.after=2020-01-01T00:00:00Z", "bimpeai.streams.one.concurrency=1",
					"bimpeai.streams.two.concurrency=20", "bimpeai.streams.two.shards=3")
			.run((context) -> {
				awaitLive(context);
				this.conversations.get(7).receives("new");
				await().atMost(SOON).untilAsserted(() -> assertThat(received("two")).isEqualTo(sent()));
				await().atMost(SOON).until(() -> this.listener.texts("one").size() == 351);
			});
	}

	@Test
	void otherNumberOfShardsMissesAndRepeatsNothing() {
		CheckpointStore store = new InMemoryCheckpointStore();
		for (int shards : List.of(1, 4, 2)) {
			application("one").withBean(CheckpointStore.class, () -> store)
				.withPropertyValues("bimpeai.streams.one.shards=" + shards)
				.run((context) -> {
					awaitLive(context);
					for (int i = shards; i < 350; i += 31) {
						this.conversations.get(i).receives("of " + shards);
					}
					await().atMost(SOON).untilAsserted(() -> assertThat(received("one")).isEqualTo(sent()));
				});
			this.conversations.get(shards).receives("between");
		}
	}

	private static void awaitLive(ApplicationContext context) {
		await().atMost(SOON)
			.until(() -> context.getBean(BimpeAIStreams.class)
				.all()
				.stream()
				.allMatch((stream) -> stream.state() == StreamState.LIVE));
	}

	private Map<String, List<String>> sent() {
		Map<String, List<String>> sent = new ConcurrentHashMap<>();
		this.conversations.forEach((conversation) -> {
			List<String> texts = conversation.messages()
				.stream()
				.map(SimulatedMessage::text)
				.filter((text) -> !text.equals("before"))
				.toList();
			if (!texts.isEmpty()) {
				sent.put(conversation.id(), texts);
			}
		});
		return sent;
	}

	private Map<String, List<String>> received(String stream) {
		Map<String, List<String>> received = new ConcurrentHashMap<>();
		this.listener.messages.stream().filter((event) -> event.stream().equals(stream)).forEach((event) -> {
			List<String> before = received.getOrDefault(event.conversationId(), List.of());
			received.put(event.conversationId(),
					Stream.concat(before.stream(), Stream.of(String.valueOf(event.message().message()))).toList());
		});
		return received;
	}

	private ApplicationContextRunner application(String... streams) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
			.withBean(Listener.class, () -> this.listener)
			.withPropertyValues("bimpeai.api-key=" + this.simulator.apiKey(),
					"bimpeai.base-url=" + this.simulator.baseUrl(), "bimpeai.retry.initial-delay=1ms",
					"bimpeai.retry.max-delay=50ms")
			.withPropertyValues(Stream.of(streams)
				.flatMap((stream) -> Stream
					.of("agent-id=" + this.agent.id(), "after=" + this.start, "poll-interval=100ms",
							"requests-per-minute=6000", "walk-interval=5s", "max-live=100", "active-window=1s")
					.map((property) -> "bimpeai.streams." + stream + "." + property))
				.toArray(String[]::new));
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Keeps what was delivered.
	 */
	static final class Listener {

		private final Queue<MessageReceivedEvent> messages = new ConcurrentLinkedQueue<>();

		@EventListener
		void on(MessageReceivedEvent event) {
			this.messages.add(event);
		}

		private List<String> texts(String stream) {
			return this.messages.stream()
				.filter((event) -> event.stream().equals(stream))
				.map((event) -> String.valueOf(event.message().message()))
				.toList();
		}

	}

}
