package ai.bimpe.spring.stream.internal.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AgentCheckpoints} and {@link CheckpointReset} of them.
 */
class AgentCheckpointsTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final String START = "2026-01-31T12:00:00Z";

	private static final StreamSpec SPEC = StreamSpec.ofAgent("all", "agt_1").after(START);

	private static final FencedCheckpointStore.Listener UNHEARD = new FencedCheckpointStore.Listener() {
	};

	private static final TimeSource TIME = new VirtualTime().source();

	/** A thread each: the common pool may have a single one. */
	private static final Executor THREADS = (task) -> new Thread(task).start();

	private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();

	private final AgentCheckpoints checkpoints = checkpoints(SPEC, 0);

	@Test
	void conversationWithoutCheckpointBeginsAtTheStartOfTheStreamAndWritesNothing() {
		this.checkpoints.takeOver();
		assertThat(this.checkpoints.current("cnv_1").after()).isEqualTo(START);
		assertThat(this.store.load("all/cnv_1")).isNull();
		assertThat(this.store.load("all")).isEqualTo(new Checkpoint(0, START, null));
		assertThat(this.store.load("all#0")).isEqualTo(new Checkpoint(1, START, null));
	}

	@Test
	void startOfTheStreamIsWrittenOnce() {
		this.checkpoints.takeOver();
		AgentCheckpoints later = checkpoints(StreamSpec.ofAgent("all", "agt_1").after("2027-01-31T12:00:00Z"), 0);
		later.takeOver();
		assertThat(later.current("cnv_1").after()).isEqualTo(START);
	}

	@Test
	void nextOwnerGoesOnAndFencesTheFormer() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		AgentCheckpoints next = checkpoints(SPEC, 0);
		next.takeOver();
		assertThat(next.current("cnv_1")).isEqualTo(new Checkpoint(2, "msg_1", Instant.EPOCH));
		assertThatExceptionOfType(StaleOwnerException.class)
			.isThrownBy(() -> this.checkpoints.advance("cnv_1", message("msg_2")));
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(this.checkpoints::verify);
		assertThat(after("all/cnv_1")).isEqualTo("msg_1");
		next.verify();
		next.advance("cnv_1", message("msg_2"));
		assertThat(after("all/cnv_1")).isEqualTo("msg_2");
	}

	@Test
	void ownerIsStaleWhenTheCheckpointOfTheShardIsGone() {
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(this.checkpoints::verify);
	}

	@Test
	void shardThatIsNewAfterReplayCountsOnFromThere() {
		this.store.reset("all", new Checkpoint(7, START, null));
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		AgentCheckpoints next = checkpoints(SPEC, 0);
		next.takeOver();
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_1");
	}

	@Test
	void formerOwnerCannotTakeConversationBack() {
		this.checkpoints.takeOver();
		AgentCheckpoints next = checkpoints(SPEC, 0);
		next.takeOver();
		next.advance("cnv_1", message("msg_1"));
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(() -> this.checkpoints.current("cnv_1"));
	}

	@Test
	void forgottenCheckpointIsReadAgain() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		this.store.reset("all/cnv_1", new Checkpoint(1, "msg_0", null));
		assertThat(this.checkpoints.isAt("cnv_1", message("msg_1"))).isTrue();
		this.checkpoints.forget("cnv_1");
		assertThat(this.checkpoints.isAt("cnv_1", message("msg_1"))).isFalse();
	}

	@Test
	void messageWithoutIdMovesNothing() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1",
				new StreamMessage(null, "cnv_1", MessageRole.USER, "text", "text", Instant.EPOCH, Map.of()));
		assertThat(this.store.load("all/cnv_1")).isNull();
	}

	@Test
	void shardsShareTheStartAndHaveOwnersOfTheirOwn() {
		StreamSpec spec = SPEC.withAgentSettings(AgentStreamSettings.DEFAULTS.withShards(2));
		AgentCheckpoints first = checkpoints(spec, 0);
		AgentCheckpoints second = checkpoints(spec, 1);
		first.takeOver();
		second.takeOver();
		first.verify();
		second.verify();
		assertThat(after("all#1")).isEqualTo(START);
	}

	@Test
	void conversationOfAnotherShardIsTakenAlsoWhenThatHadMoreOwners() {
		for (int i = 0; i < 5; i++) {
			this.checkpoints.takeOver();
		}
		this.checkpoints.advance("cnv_1", message("msg_1"));
		AgentCheckpoints other = checkpoints(SPEC.withAgentSettings(AgentStreamSettings.DEFAULTS.withShards(2)), 1);
		other.takeOver();
		assertThat(other.current("cnv_1").after()).isEqualTo("msg_1");
		assertThatExceptionOfType(StaleOwnerException.class)
			.isThrownBy(() -> this.checkpoints.advance("cnv_1", message("msg_2")));
		other.advance("cnv_1", message("msg_2"));
		other.verify();
		assertThat(after("all/cnv_1")).isEqualTo("msg_2");
	}

	@Test
	void replayForgetsEveryConversationAndFencesEveryOwner() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		new CheckpointReset(this.store, SPEC, TIME).from("2025-01-01T00:00:00Z", null);
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(this.checkpoints::verify);
		this.checkpoints.takeOver();
		Checkpoint start = new Checkpoint(3, "2025-01-01T00:00:00Z", null);
		assertThat(this.checkpoints.current("cnv_1")).isEqualTo(start);
		assertThat(this.checkpoints.current("cnv_2")).isEqualTo(start);
		this.checkpoints.advance("cnv_1", message("msg_0"));
		AgentCheckpoints next = checkpoints(SPEC, 0);
		next.takeOver();
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_0");
	}

	@Test
	void slowReadOfOneConversationHoldsNoOther() {
		GatedStore gated = new GatedStore(this.store);
		AgentCheckpoints checkpoints = checkpoints(gated);
		checkpoints.takeOver();
		CompletableFuture<Checkpoint> slow = gated.readSlowly("all/cnv_2", () -> checkpoints.current("cnv_2"));
		assertThat(CompletableFuture.runAsync(() -> checkpoints.advance("cnv_1", message("msg_1")), THREADS))
			.succeedsWithin(SOON);
		gated.open();
		assertThat(slow).succeedsWithin(SOON).extracting(Checkpoint::after).isEqualTo(START);
	}

	@Test
	void acknowledgedWhileItIsReadIsNotMovedBack() {
		GatedStore gated = new GatedStore(this.store);
		AgentCheckpoints checkpoints = checkpoints(gated);
		checkpoints.takeOver();
		CompletableFuture<Checkpoint> slow = gated.readSlowly("all/cnv_1", () -> checkpoints.current("cnv_1"));
		checkpoints.advance("cnv_1", message("msg_1"));
		checkpoints.forget("cnv_1");
		gated.open();
		assertThat(slow).succeedsWithin(SOON).extracting(Checkpoint::after).isEqualTo("msg_1");
		assertThat(checkpoints.current("cnv_1").after()).isEqualTo("msg_1");
		checkpoints.advance("cnv_1", message("msg_2"));
	}

	@Test
	void conversationTakenByTwoThreadsOfOneOwnerIsTakenOnce() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		GatedStore gated = new GatedStore(this.store);
		AgentCheckpoints next = checkpoints(gated);
		next.takeOver();
		CompletableFuture<Checkpoint> slow = gated.readSlowly("all/cnv_1", () -> next.current("cnv_1"));
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_1");
		gated.open();
		assertThat(slow).succeedsWithin(SOON).isEqualTo(new Checkpoint(2, "msg_1", Instant.EPOCH));
	}

	@Test
	void conversationOfAnotherShardIsTakenByTwoThreadsOfOneOwner() {
		this.store.reset("all/cnv_1", new Checkpoint(5, "msg_1", null));
		GatedStore gated = new GatedStore(this.store);
		AgentCheckpoints checkpoints = checkpoints(gated);
		checkpoints.takeOver();
		CompletableFuture<Checkpoint> slow = gated.readSlowly("all/cnv_1", () -> checkpoints.current("cnv_1"));
		assertThat(checkpoints.current("cnv_1").after()).isEqualTo("msg_1");
		gated.open();
		assertThat(slow).succeedsWithin(SOON).extracting(Checkpoint::after).isEqualTo("msg_1");
		checkpoints.advance("cnv_1", message("msg_2"));
	}

	@Test
	void ownerThatRaisesItsEpochWhileItIsVerifiedIsNotStale() {
		this.store.reset("all/cnv_1", new Checkpoint(5, "msg_1", null));
		AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
		AgentCheckpoints checkpoints = checkpoints(new CheckpointStoreDecorator(this.store) {

			@Override
			public @Nullable Checkpoint load(String key) {
				runOnce(meanwhile);
				return super.load(key);
			}

		});
		checkpoints.takeOver();
		meanwhile.set(() -> checkpoints.current("cnv_1"));
		checkpoints.verify();
		assertThat(this.store.load("all#0")).isEqualTo(new Checkpoint(6, START, null));
		checkpoints.verify();
	}

	@Test
	void readThatBeganBeforeTheTakeOverIsNotKept() {
		GatedStore gated = new GatedStore(this.store);
		AgentCheckpoints checkpoints = checkpoints(gated);
		checkpoints.takeOver();
		CompletableFuture<Checkpoint> slow = gated.readSlowly("all/cnv_1", () -> checkpoints.current("cnv_1"));
		new CheckpointReset(this.store, SPEC, TIME).from("2025-01-01T00:00:00Z", null);
		checkpoints.takeOver();
		gated.open();
		assertThat(slow).succeedsWithin(SOON).isEqualTo(new Checkpoint(3, "2025-01-01T00:00:00Z", null));
	}

	@Test
	void forgottenWhileItIsReadIsReadAgain() {
		GatedStore gated = new GatedStore(this.store);
		AgentCheckpoints checkpoints = checkpoints(gated);
		checkpoints.takeOver();
		CompletableFuture<Checkpoint> slow = gated.readSlowly("all/cnv_1", () -> checkpoints.current("cnv_1"));
		this.store.reset("all/cnv_1", new Checkpoint(1, "msg_1", null));
		checkpoints.forget("cnv_1");
		gated.open();
		assertThat(slow).succeedsWithin(SOON).extracting(Checkpoint::after).isEqualTo("msg_1");
	}

	@Test
	void readThatBeganWhileItWasAcknowledgedIsNotKept() {
		AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
		GatedStore gated = new GatedStore(new CheckpointStoreDecorator(this.store) {

			@Override
			public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
				runOnce(meanwhile);
				return super.advance(key, expected, next);
			}

		});
		AgentCheckpoints checkpoints = checkpoints(gated);
		checkpoints.takeOver();
		checkpoints.advance("cnv_1", message("msg_1"));
		List<CompletableFuture<Checkpoint>> slow = new ArrayList<>();
		meanwhile.set(() -> {
			checkpoints.forget("cnv_1");
			slow.add(gated.readSlowly("all/cnv_1", () -> checkpoints.current("cnv_1")));
		});
		checkpoints.advance("cnv_1", message("msg_2"));
		gated.open();
		assertThat(slow.get(0)).succeedsWithin(SOON).extracting(Checkpoint::after).isEqualTo("msg_2");
	}

	private AgentCheckpoints checkpoints(StreamSpec spec, int shard) {
		return new AgentCheckpoints(new FencedCheckpointStore(this.store, UNHEARD), spec, shard, TIME);
	}

	private static AgentCheckpoints checkpoints(CheckpointStore store) {
		return new AgentCheckpoints(new FencedCheckpointStore(store, UNHEARD), SPEC, 0, TIME);
	}

	private static void runOnce(AtomicReference<@Nullable Runnable> reference) {
		Runnable action = reference.getAndSet(null);
		if (action != null) {
			action.run();
		}
	}

	private String after(String key) {
		return Objects.requireNonNull(this.store.load(key)).after();
	}

	private static StreamMessage message(String id) {
		return new StreamMessage(id, "cnv_1", MessageRole.USER, "text", "text", Instant.EPOCH, Map.of());
	}

	/**
	 * A store where one reader is slow: it has read, and waits before it comes back.
	 */
	private static final class GatedStore extends CheckpointStoreDecorator {

		private final CountDownLatch read = new CountDownLatch(1);

		private final CountDownLatch gate = new CountDownLatch(1);

		private volatile @Nullable String slowKey;

		GatedStore(CheckpointStore delegate) {
			super(delegate);
		}

		<T> CompletableFuture<T> readSlowly(String key, Supplier<T> reader) {
			this.slowKey = key;
			CompletableFuture<T> result = CompletableFuture.supplyAsync(reader, THREADS);
			join(this.read);
			return result;
		}

		void open() {
			this.gate.countDown();
		}

		@Override
		public @Nullable Checkpoint load(String key) {
			Checkpoint stored = super.load(key);
			if (key.equals(this.slowKey)) {
				this.slowKey = null;
				this.read.countDown();
				join(this.gate);
			}
			return stored;
		}

		private static void join(CountDownLatch latch) {
			try {
				assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
