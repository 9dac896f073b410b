package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for streams that follow every conversation of an agent.
 */
@ExtendWith(OutputCaptureExtension.class)
class WholeAgentTests {

	private final Desk desk = new Desk();

	private final Desk.Listener listener = this.desk.listener;

	private final SimpleMetadataStore metadata = new SimpleMetadataStore();

	@BeforeEach
	void pollAsOftenAsWanted() {
		this.desk.simulator.settings().withoutRateLimits();
	}

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.shards")
	void deliversEveryConversationInAllShardsAndGoesOnAfterRestart() {
		List<SimulatedConversation> conversations = IntStream.range(0, 8)
			.mapToObj((i) -> this.desk.simulator.newConversation(this.desk.conversation.agentId()))
			.toList();
		wholeAgent("bimpeai.streams.all.shards=3").run((context) -> {
			await().atMost(Desk.SOON)
				.until(() -> context.getBean(BimpeAIStreams.class)
					.find("all")
					.orElseThrow()
					.state() == StreamState.LIVE);
			conversations.forEach((conversation) -> conversation.receives("one of " + conversation.id()));
			await().atMost(Desk.SOON).until(() -> this.listener.texts.size() >= 8);
			assertThat(Set.copyOf(this.listener.texts)).hasSize(8);
			await().atMost(Desk.SOON)
				.untilAsserted(() -> assertThat(this.listener.all(StreamOwnershipChangedEvent.class))
					.extracting(StreamOwnershipChangedEvent::shard)
					.containsExactlyInAnyOrder(0, 1, 2));
		});
		conversations.forEach((conversation) -> conversation.receives("two of " + conversation.id()));
		this.listener.texts.clear();
		wholeAgent("bimpeai.streams.all.shards=3").run((context) -> {
			await().atMost(Desk.SOON).until(() -> this.listener.texts.size() >= 8);
			assertThat(this.listener.texts).allMatch((text) -> text.startsWith("two of ")).doesNotHaveDuplicates();
		});
	}

	@Test
	void checkpointThatCannotBeReadCostsItsConversationOnly(CapturedOutput output) {
		List<SimulatedConversation> conversations = IntStream.range(0, 5)
			.mapToObj((i) -> this.desk.simulator.newConversation(this.desk.conversation.agentId()))
			.toList();
		String unreadable = "all/" + conversations.get(2).id();
		this.metadata.put("bimpeai/" + unreadable, "garbage");
		conversations.forEach((conversation) -> conversation.receives("one of " + conversation.id()));
		wholeAgent("bimpeai.streams.all.after=2020-01-01T00:00:00Z").run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).find("all").orElseThrow();
			await().atMost(Desk.SOON).until(() -> this.listener.texts.size() >= 4);
			awaitWalks();
			assertThat(this.listener.texts).hasSize(4).noneMatch((text) -> text.contains(conversations.get(2).id()));
			assertThat(stream.state()).isEqualTo(StreamState.LIVE);
			assertThat(output).containsOnlyOnce("The checkpoint '" + unreadable + "' cannot be read");
			stream.replayFrom(conversations.get(2).id(), Instant.EPOCH);
			await().atMost(Desk.SOON).until(() -> this.listener.texts.contains("one of " + conversations.get(2).id()));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "all", "all#0" })
	void startOrOwnerThatCannotBeReadStopsAndRepeatsNothing(String key, CapturedOutput output) {
		wholeAgent().run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).find("all").orElseThrow();
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
		});
		this.metadata.put("bimpeai/" + key, "garbage");
		this.desk.receives("two");
		this.desk.simulator.newConversation(this.desk.conversation.agentId()).receives("three");
		wholeAgent().run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).find("all").orElseThrow();
			await().atMost(Desk.SOON).until(() -> this.listener.texts.size() >= 2);
			assertThat(this.listener.texts).containsExactlyInAnyOrder("two", "three");
			assertThat(stream.state()).isEqualTo(StreamState.LIVE);
		});
		assertThat(output).containsOnlyOnce("Stream 'all' could not read the checkpoint '" + key + "'");
	}

	@Test
	void checkpointOfConversationThatIsGoneIsRemoved() {
		SimulatedConversation gone = this.desk.simulator.newConversation(this.desk.conversation.agentId());
		wholeAgent("bimpeai.streams.all.after=2020-01-01T00:00:00Z").run((context) -> {
			gone.receives("one");
			this.desk.receives("two");
			await().atMost(Desk.SOON).until(() -> this.listener.texts.size() >= 2);
			await().atMost(Desk.SOON).until(() -> this.metadata.get("bimpeai/all/" + gone.id()) != null);
			gone.delete();
			await().atMost(Desk.SOON).until(() -> this.metadata.get("bimpeai/all/" + gone.id()) == null);
			assertThat(this.metadata.get("bimpeai/all/" + this.desk.conversation.id())).isNotNull();
		});
	}

	@Test
	void replaysEveryConversation() {
		wholeAgent().run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).find("all").orElseThrow();
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
			this.desk.receives("one", "two");
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.listener.next()).isEqualTo("two");
			stream.replayFrom(Instant.now().minusSeconds(3600));
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.listener.next()).isEqualTo("two");
		});
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.active-window")
	void conversationThatTheListMissesIsNotBegunAnewWhileItsMessagesWaitForSlowListener() {
		CountDownLatch release = new CountDownLatch(1);
		this.listener.onMessage = (event) -> await().atMost(Duration.ofMinutes(1)).until(() -> release.getCount() == 0);
		CheckpointHistory store = new CheckpointHistory();
		wholeAgent("bimpeai.streams.all.active-window=1ms").withBean(CheckpointStore.class, () -> store)
			.run((context) -> {
				ManagedStream stream = context.getBean(BimpeAIStreams.class).find("all").orElseThrow();
				await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
				this.desk.receives("one", "two", "three");
				await().atMost(Desk.SOON).until(() -> !stream.lag().isZero());
				this.desk.simulator.awaitOpenStreams(0, Desk.SOON);
				awaitWalks();
				this.desk.simulator.on("listConversations")
					.respondRaw(200, "application/json", "{\"message\":\"x\",\"data\":[]}");
				awaitWalks();
				this.desk.simulator.clearFaults();
				awaitWalks();
				release.countDown();
				this.desk.receives("four");
				for (String text : List.of("one", "two", "three", "four")) {
					assertThat(this.listener.next()).isEqualTo(text);
				}
				await().atMost(Desk.SOON).until(() -> stream.lag().isZero());
			});
		assertThat(store.places("all/" + this.desk.conversation.id()))
			.isEqualTo(this.desk.conversation.messages().stream().map(SimulatedMessage::id).toList());
	}

	@Test
	void saysThatItWaitsForStoreThatCannotTellWhereConversationBegins(CapturedOutput output) {
		AtomicBoolean unreadable = new AtomicBoolean();
		CheckpointStore store = new CheckpointStoreDecorator(new InMemoryCheckpointStore()) {

			@Override
			public @Nullable Checkpoint load(String key) {
				if (unreadable.get() && key.startsWith("all/")) {
					throw new IllegalStateException("jdbc:secret@store is down");
				}
				return super.load(key);
			}

		};
		wholeAgent().withBean(CheckpointStore.class, () -> store).run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).find("all").orElseThrow();
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
			unreadable.set(true);
			this.desk.simulator.newConversation(this.desk.conversation.agentId()).receives("one");
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.WAITING);
			assertThat(stream.failure()).isInstanceOf(IllegalStateException.class);
			unreadable.set(false);
			assertThat(this.listener.next()).isEqualTo("one");
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
			assertThat(stream.failure()).isNull();
			assertThat(this.listener.all(StreamDisconnectedEvent.class)).isEmpty();
		});
		assertThat(output).containsOnlyOnce("Stream 'all' waits for its checkpoint store, and acknowledges nothing")
			.containsOnlyOnce("No stream waits for the checkpoint store any more")
			.doesNotContain("secret@store");
	}

	@Test
	void isLiveAgainAsSoonAsTheStoreTellsWhereConversationWithoutNewMessagesBegins() {
		AtomicBoolean unreadable = new AtomicBoolean(true);
		AtomicBoolean asked = new AtomicBoolean();
		AtomicInteger told = new AtomicInteger();
		CheckpointStore store = new CheckpointStoreDecorator(new InMemoryCheckpointStore()) {

			@Override
			public @Nullable Checkpoint load(String key) {
				boolean ofConversation = key.startsWith("all/");
				// Only what tells of the conversation may end the outage, and not the
				// check of the owner, every ten seconds.
				if (ofConversation ? unreadable.get() : asked.get() && told.get() == 0) {
					asked.set(true);
					throw new IllegalStateException("Down");
				}
				told.addAndGet(ofConversation ? 1 : 0);
				return super.load(key);
			}

		};
		// Was active lately, and gets a stream.
		this.desk.receives("before");
		wholeAgent().withBean(CheckpointStore.class, () -> store).run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).find("all").orElseThrow();
			await().atMost(Desk.SOON).until(() -> stream.failure() instanceof IllegalStateException);
			unreadable.set(false);
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
			assertThat(told).hasValue(1);
		});
	}

	@Test
	void wrongAgentKeepsTheStreamWaiting() {
		wholeAgent("bimpeai.streams.all.agent-id=agt_wrong").run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).find("all").orElseThrow();
			await().atMost(Desk.SOON).until(() -> stream.failure() instanceof NotFoundException);
			assertThat(stream.state()).isEqualTo(StreamState.WAITING);
		});
	}

	private void awaitWalks() {
		this.desk.simulator.awaitRequests("listConversations", this.desk.simulator.count("listConversations") + 6,
				Desk.SOON);
	}

	private ApplicationContextRunner wholeAgent(String... properties) {
		return this.desk.runner()
			.withBean(ConcurrentMetadataStore.class, () -> this.metadata)
			.withPropertyValues(Stream.concat(
					Stream.of("bimpeai.streams.all.agent-id=" + this.desk.conversation.agentId(),
							"bimpeai.streams.all.poll-interval=100ms", "bimpeai.streams.all.requests-per-minute=6000"),
					Stream.of(properties))
				.toArray(String[]::new));
	}

}
