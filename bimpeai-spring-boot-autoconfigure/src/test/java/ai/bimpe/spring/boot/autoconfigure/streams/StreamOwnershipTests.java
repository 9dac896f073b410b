package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.cluster.StreamOwnership;
import ai.bimpe.spring.stream.listener.StreamContainerRegistry;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.ManualOwnership;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for streams with one of many owners.
 */
@ExtendWith(OutputCaptureExtension.class)
class StreamOwnershipTests {

	private final Desk desk = new Desk();

	private final Desk.Listener listener = this.desk.listener;

	private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();

	private final ManualOwnership ownership = new ManualOwnership();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void opensNothingBeforeItIsTheOwner() {
		frontDesk().run((context) -> {
			ManagedStream stream = Desk.stream(context);
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.STANDBY);
			assertThat(stream.ownedShards()).isEmpty();
			assertThat(stream.failure()).isNull();
			assertThat(this.desk.simulator.requests()).isEmpty();
			assertThat(this.store.load("front-desk")).isNull();
			this.ownership.owner().granted();
			await().atMost(Desk.SOON).until(() -> stream.state() == StreamState.LIVE);
			assertThat(stream.ownedShards()).containsExactly(0);
			assertThat(ownershipEvents()).containsExactly(true);
		});
		assertThat(this.ownership.log).containsExactly("claim front-desk", "close front-desk");
	}

	@Test
	void closesItsConnectionWhenItIsNoLongerTheOwner() {
		frontDesk().run((context) -> {
			this.desk.simulator.awaitOpenStreams(0, Desk.SOON);
			this.ownership.owner().granted();
			this.desk.awaitLive();
			CompletionStage<Void> ended = this.ownership.owner().revoked();
			await().atMost(Desk.SOON).until(() -> ended.toCompletableFuture().isDone());
			this.desk.simulator.awaitOpenStreams(0, Desk.SOON);
			assertThat(Desk.stream(context).state()).isEqualTo(StreamState.STANDBY);
			await().atMost(Desk.SOON).untilAsserted(() -> assertThat(ownershipEvents()).containsExactly(true, false));
			this.desk.receives("one");
			this.ownership.owner().granted();
			assertThat(this.listener.next()).isEqualTo("one");
			assertThat(ownershipEvents()).containsExactly(true, false, true);
			assertThat(checkpoint().epoch()).isEqualTo(2);
		});
	}

	@Test
	void isHandedOnWhenTheListenerAtWorkHasFinishedAndItsMessageIsAcknowledged() {
		CountDownLatch goOn = new CountDownLatch(1);
		CountDownLatch atWork = new CountDownLatch(1);
		this.listener.onMessage = (event) -> {
			atWork.countDown();
			join(goOn);
		};
		frontDesk().run((context) -> {
			this.ownership.owner().granted();
			this.desk.awaitLive();
			String id = this.desk.conversation.receives("one").id();
			this.desk.receives("two");
			join(atWork);
			CompletionStage<Void> ended = this.ownership.owner().revoked();
			assertThat(ended.toCompletableFuture()).isNotDone();
			goOn.countDown();
			await().atMost(Desk.SOON).until(() -> ended.toCompletableFuture().isDone());
			assertThat(checkpoint().after()).isEqualTo(id);
			assertThat(this.listener.texts).containsExactly("one");
		});
	}

	@Test
	void givesItsClaimBackOnlyWhenTheLastMessageIsAcknowledgedWhileTheContextCloses() throws Exception {
		CountDownLatch goOn = new CountDownLatch(1);
		CountDownLatch atStore = new CountDownLatch(1);
		CheckpointStore slow = new CheckpointStoreDecorator(this.store) {

			@Override
			public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
				if (expected != null) {
					atStore.countDown();
					join(goOn);
					StreamOwnershipTests.this.ownership.log.add("acknowledge " + next.after());
				}
				return super.advance(key, expected, next);
			}

		};
		this.desk.frontDesk()
			.withBean(CheckpointStore.class, () -> slow)
			.withBean(StreamOwnership.class, () -> this.ownership)
			.run((context) -> {
				this.ownership.owner().granted();
				this.desk.awaitLive();
				String id = this.desk.conversation.receives("one").id();
				join(atStore);
				Thread closing = new Thread(context.getSourceApplicationContext()::close);
				closing.start();
				// By then everything was told to stop, and only the last phase is waited
				// for.
				await().atMost(Desk.SOON).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
				assertThat(this.ownership.log).containsExactly("claim front-desk");
				goOn.countDown();
				closing.join(Desk.SOON.toMillis());
				assertThat(this.ownership.log).containsExactly("claim front-desk", "acknowledge " + id,
						"close front-desk");
			});
	}

	@Test
	void staleOwnerStopsAndClaimsAnew(CapturedOutput output) {
		frontDesk().run((context) -> {
			this.ownership.owner().granted();
			this.desk.awaitLive();
			StreamOwnership.Owner former = this.ownership.owner();
			this.store.reset("front-desk", new Checkpoint(7, "msg_other", null));
			this.desk.receives("one");
			assertThat(this.listener.next()).isEqualTo("one");
			await().atMost(Desk.SOON).until(() -> this.ownership.log.size() == 3);
			this.desk.simulator.awaitOpenStreams(0, Desk.SOON);
			assertThat(this.ownership.log).containsExactly("claim front-desk", "close front-desk", "claim front-desk");
			assertThat(ownershipEvents()).containsExactly(true, false);
			assertThat(output).containsOnlyOnce("Stream 'front-desk' is no longer owned by this instance: "
					+ "The checkpoint 'front-desk' was written by another owner");
			assertThat(checkpoint()).isEqualTo(new Checkpoint(7, "msg_other", null));
			former.granted();
			assertThat(Desk.stream(context).ownedShards()).isEmpty();
			this.ownership.owner().granted();
			await().atMost(Desk.SOON).until(() -> checkpoint().epoch() == 8);
			assertThat(checkpoint().after()).isEqualTo("msg_other");
		});
	}

	@Test
	void twoInstancesOnOneStoreNeverMoveTheCheckpointBack() {
		List<Checkpoint> written = new CopyOnWriteArrayList<>();
		CheckpointStore recording = new CheckpointStoreDecorator(this.store) {

			@Override
			public synchronized boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
				boolean done = super.advance(key, expected, next);
				if (done) {
					written.add(next);
				}
				return done;
			}

		};
		this.desk.frontDesk().withBean(CheckpointStore.class, () -> recording).run((first) -> {
			this.desk.awaitLive();
			String one = this.desk.conversation.receives("one").id();
			this.listener.next();
			await().atMost(Desk.SOON).until(() -> checkpoint().after().equals(one));
			this.desk.frontDesk().withBean(CheckpointStore.class, () -> recording).run((second) -> {
				for (int i = 0; i < 20; i++) {
					this.desk.receives("message " + i);
				}
				List<String> ids = this.desk.conversation.messages().stream().map((message) -> message.id()).toList();
				await().atMost(Desk.SOON).until(() -> checkpoint().after().equals(ids.get(ids.size() - 1)));
				assertThat(Set.copyOf(this.listener.texts)).hasSize(20);
				assertThat(written).extracting((checkpoint) -> ids.indexOf(checkpoint.after())).isSorted();
				assertThat(written).extracting(Checkpoint::epoch).isSorted();
			});
		});
	}

	@Test
	void contextClosesWhenTheClaimCannotBeGivenBack(CapturedOutput output) {
		StreamOwnership broken = (key, owner) -> {
			owner.granted();
			return () -> {
				throw new IllegalStateException("password=secret");
			};
		};
		this.desk.frontDesk().withBean(StreamOwnership.class, () -> broken).run((context) -> {
			this.desk.awaitLive();
			CountDownLatch stopped = new CountDownLatch(1);
			context.getBean(StreamContainerRegistry.class).stop(stopped::countDown);
			assertThat(stopped.await(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(output).contains("Stream 'front-desk' could not give back its claim: java.lang.IllegalStateE")
				.doesNotContain("password=secret");
		});
	}

	private List<Boolean> ownershipEvents() {
		return this.listener.all(StreamOwnershipChangedEvent.class)
			.stream()
			.map(StreamOwnershipChangedEvent::owned)
			.toList();
	}

	private Checkpoint checkpoint() {
		return Objects.requireNonNull(this.store.load("front-desk"));
	}

	private ApplicationContextRunner frontDesk() {
		return this.desk.frontDesk()
			.withBean(CheckpointStore.class, () -> this.store)
			.withBean(StreamOwnership.class, () -> this.ownership);
	}

	private static void join(CountDownLatch latch) {
		try {
			assertThat(latch.await(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
