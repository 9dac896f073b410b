package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Instant;
import java.util.Objects;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthContributorAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for where streams keep how far they have come.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamCheckpointTests {

	private final Desk desk = new Desk();

	private final Desk.Listener listener = this.desk.listener;

	private final SimpleMetadataStore metadata = new SimpleMetadataStore();

	private volatile @Nullable ManagedStream stream;

	private final CheckpointStoreDecorator store = new CheckpointStoreDecorator(new InMemoryCheckpointStore());

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void keepsCheckpointsInTheMetadataStoreOfTheApplication() {
		withMetadata().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
		});
		this.desk.receives("two");
		withMetadata().run((context) -> assertThat(this.listener.next()).isEqualTo("two"));
		assertThat(this.metadata.get("bimpeai/front-desk")).startsWith("v1|2|")
			.endsWith("|" + this.desk.conversation.messages().get(1).id());
	}

	@Test
	void streamThatIsDirectedToAnotherConversationStartsAsNewOneAndSaysSo(CapturedOutput output) {
		withMetadata().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
		});
		assertThat(output).doesNotContain("starts as a new stream");
		SimulatedConversation other = this.desk.simulator.newConversation(this.desk.conversation.agentId());
		other.receives("before");
		withMetadata()
			.withPropertyValues("bimpeai.streams.front-desk.conversation-id=" + other.id(),
					"bimpeai.streams.front-desk.after=" + other.messages().get(0).id())
			.run((context) -> {
				this.desk.awaitLive();
				other.receives("after");
				assertThat(this.listener.next()).isEqualTo("after");
			});
		assertThat(output).containsOnlyOnce("Stream 'front-desk' followed conversation '" + this.desk.conversation.id()
				+ "' of agent '" + this.desk.conversation.agentId() + "' before, and follows conversation '"
				+ other.id() + "' of agent '" + other.agentId() + "' now: it starts as a new stream");
	}

	@Test
	void deliversWhatCameBeforeTheFirstMessageOfLaterInstance() {
		withMetadata().run((context) -> this.desk.awaitLive());
		this.desk.receives("one");
		withMetadata().run((context) -> assertThat(this.listener.next()).isEqualTo("one"));
	}

	@Test
	void checkpointStoreOfTheApplicationComesFirst() {
		withMetadata().withBean(CheckpointStore.class, () -> this.store).run((context) -> {
			this.desk.awaitLive();
			assertThat(context).hasSingleBean(CheckpointStore.class);
			assertThat(this.store.load("front-desk")).isNotNull();
			assertThat(this.metadata.get("bimpeai/front-desk")).isNull();
		});
	}

	@Test
	void keepsThemInMemoryWhenThereAreSeveralMetadataStores() {
		withMetadata().withBean("other", ConcurrentMetadataStore.class, SimpleMetadataStore::new)
			.run((context) -> assertThat(context).hasSingleBean(InMemoryCheckpointStore.class));
	}

	@Test
	void needsNeitherSpringIntegrationNorTransactions() {
		this.desk.frontDesk()
			.withClassLoader(
					new FilteredClassLoader("org.springframework.integration", "org.springframework.transaction"))
			.run((context) -> {
				this.desk.awaitLive();
				this.desk.receives("one");
				assertThat(this.listener.next()).isEqualTo("one");
				assertThat(context).hasSingleBean(InMemoryCheckpointStore.class);
			});
	}

	@Test
	void waitsForStoreThatIsDownAtTheStart(CapturedOutput output) {
		this.store.down = true;
		withStore().run((context) -> {
			ManagedStream stream = Desk.stream(context);
			await().atMost(Desk.SOON).until(() -> this.store.refused.get() >= 5);
			assertThat(stream.state()).isEqualTo(StreamState.WAITING);
			assertThat(stream.failure()).isInstanceOf(IllegalStateException.class);
			assertThat(health(context).getDetails().get("streams")).asString()
				.isEqualTo(
						"{front-desk={state=WAITING, account=default, ownedShards=[0], parkedConversations=0, waitsFor=CHECKPOINT_STORE, error=IllegalStateException}}");
			assertThat(this.desk.simulator.requests()).isEmpty();
			this.store.down = false;
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(output)
				.containsOnlyOnce("Stream 'front-desk' waits for its checkpoint store, and acknowledges nothing")
				.containsOnlyOnce("No stream waits for the checkpoint store any more")
				.doesNotContain("secret@store");
		});
	}

	@Test
	void waitsForStoreThatGoesDownLaterAndDeliversNothingTwice() {
		withStore().run((context) -> {
			ManagedStream stream = Desk.stream(context);
			this.desk.awaitLive();
			this.store.down = true;
			this.desk.receives("one", "two");
			await().atMost(Desk.SOON).until(() -> this.store.refused.get() >= 5);
			assertThat(stream.state()).isEqualTo(StreamState.WAITING);
			assertThat(this.listener.texts).containsExactly("one");
			this.store.down = false;
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.listener.next()).isEqualTo("two");
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
			assertThat(this.listener.texts).isEmpty();
		});
	}

	@Test
	void waitsForStoreAsTheAccountOfTheStreamSays() {
		this.store.down = true;
		this.desk.runner()
			.withBean(CheckpointStore.class, () -> this.store)
			.withPropertyValues("bimpeai.retry.initial-delay=10h", "bimpeai.retry.max-delay=10h",
					"bimpeai.accounts.acme.api-key=" + this.desk.simulator.apiKey(),
					"bimpeai.accounts.acme.retry.initial-delay=1ms", "bimpeai.accounts.acme.retry.max-delay=5ms",
					"bimpeai.accounts.acme.streams.front-desk.agent-id=" + this.desk.conversation.agentId(),
					"bimpeai.accounts.acme.streams.front-desk.conversation-id=" + this.desk.conversation.id())
			.run((context) -> {
				await().atMost(Desk.SOON).until(() -> this.store.refused.get() >= 5);
				this.store.down = false;
				this.desk.awaitLive();
				this.desk.receives("one");
				assertThat(this.listener.next()).isEqualTo("one");
			});
	}

	@Test
	void messageThatCouldNotBeAcknowledgedComesAgainAfterTheRestart() {
		withStore().run((context) -> {
			this.desk.awaitLive();
			this.store.down = true;
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
			await().atMost(Desk.SOON).until(() -> this.store.refused.get() >= 2);
		});
		this.store.down = false;
		withStore().run((context) -> assertThat(this.listener.next()).isEqualTo("one"));
	}

	@Test
	void checkpointThatCannotBeReadFailsTheStreamUntilItIsReplayed(CapturedOutput output) {
		this.desk.receives("one", "two");
		this.metadata.put("bimpeai/front-desk", "garbage");
		withMetadata().run((context) -> {
			ManagedStream stream = Desk.stream(context);
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.FAILED);
			assertThat(stream.failure()).isInstanceOf(InvalidCheckpointException.class);
			assertThat(this.desk.simulator.requests()).isEmpty();
			await().atMost(Desk.SOON)
				.untilAsserted(() -> assertThat(output).contains("The checkpoint 'front-desk' cannot be read: "
						+ "call replayFrom(...) on its stream, or remove the key"));
			stream.replayFrom(this.desk.conversation.messages().get(0).id());
			assertThat(this.listener.next()).isEqualTo("two");
			assertThat(stream.state()).isEqualTo(StreamState.LIVE);
			assertThat(this.listener.all(StreamFailedEvent.class)).hasSize(1);
		});
	}

	@Test
	void replaysFromMessage(CapturedOutput output) {
		withStore().run((context) -> {
			ManagedStream stream = Desk.stream(context);
			this.desk.awaitLive();
			this.desk.receives("one", "two", "three");
			await().atMost(Desk.SOON).until(() -> this.listener.texts.size() == 3);
			this.listener.texts.clear();
			stream.replayFrom(this.desk.conversation.messages().get(0).id());
			assertThat(this.listener.next()).isEqualTo("two");
			assertThat(this.listener.next()).isEqualTo("three");
			assertThat(this.listener.all(StreamOwnershipChangedEvent.class)).hasSize(1);
			assertThat(output).doesNotContain("no longer owned");
		});
	}

	@Test
	void replaysFromTime() {
		withStore().run((context) -> {
			this.desk.awaitLive();
			this.desk.receives("one", "two");
			await().atMost(Desk.SOON).until(() -> this.listener.texts.size() == 2);
			this.listener.texts.clear();
			Desk.stream(context).replayFrom(Instant.now().minusSeconds(3600));
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(this.listener.next()).isEqualTo("two");
		});
	}

	@Test
	void listenerMayReplayItsOwnStream() {
		this.listener.onMessage = (event) -> {
			if ("three".equals(event.message().message()) && !this.listener.texts.contains("three")) {
				this.listener.texts.add("three");
				this.listener.onMessage = (again) -> {
				};
				Objects.requireNonNull(this.stream).replayFrom(this.desk.conversation.messages().get(0).id());
			}
		};
		withStore().run((context) -> {
			this.stream = Desk.stream(context);
			this.desk.awaitLive();
			this.desk.receives("one", "two", "three");
			await().atMost(Desk.SOON)
				.untilAsserted(() -> assertThat(this.listener.texts).containsExactly("one", "two", "three", "three",
						"two", "three"));
			assertThat(this.listener.all(StreamOwnershipChangedEvent.class)).hasSize(1);
		});
	}

	@Test
	void pausedStreamIsReplayedWhenItIsResumed() {
		withStore().run((context) -> {
			ManagedStream stream = Desk.stream(context);
			this.desk.awaitLive();
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
			stream.pause();
			stream.replayFrom(Instant.now().minusSeconds(3600));
			assertThat(stream.state()).isEqualTo(StreamState.PAUSED);
			stream.resume();
			assertThat(this.listener.next()).isEqualTo("one");
		});
	}

	@Test
	void replayFailsWhenTheStoreIsDownAndTheStreamGoesOn() {
		withStore().run((context) -> {
			ManagedStream stream = Desk.stream(context);
			this.desk.awaitLive();
			this.store.down = true;
			assertThatIllegalStateException().isThrownBy(() -> stream.replayFrom("msg_1"));
			this.store.down = false;
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
		});
	}

	@Test
	void refusesToReplayWhatMakesNoSense() {
		this.desk.runner().run((context) -> {
			BimpeAIStreams streams = context.getBean(BimpeAIStreams.class);
			ManagedStream agent = streams.subscribe(StreamSpec.ofAgent("agent", this.desk.conversation.agentId()));
			assertThatExceptionOfType(UserException.class).isThrownBy(() -> agent.replayFrom("msg_1"))
				.withMessageContaining("replayFrom(Instant)");
			ManagedStream one = streams
				.subscribe(StreamSpec.of("one", this.desk.conversation.agentId(), this.desk.conversation.id()));
			assertThatExceptionOfType(UserException.class).isThrownBy(() -> one.replayFrom(" "))
				.withMessageContaining("'messageId'");
			one.stop();
			assertThatExceptionOfType(UserException.class).isThrownBy(() -> one.replayFrom("msg_1"))
				.withMessageContaining("was stopped");
		});
	}

	private ApplicationContextRunner withMetadata() {
		return this.desk.frontDesk().withBean(ConcurrentMetadataStore.class, () -> this.metadata);
	}

	private ApplicationContextRunner withStore() {
		return this.desk.frontDesk()
			.withBean(CheckpointStore.class, () -> this.store)
			.withConfiguration(AutoConfigurations.of(BimpeAIHealthContributorAutoConfiguration.class));
	}

	private static Health health(ApplicationContext context) {
		return Objects.requireNonNull(context.getBean(ReactiveHealthIndicator.class).health(true).block());
	}

}
