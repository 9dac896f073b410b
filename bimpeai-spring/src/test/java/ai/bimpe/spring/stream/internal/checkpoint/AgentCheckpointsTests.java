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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointKeys;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
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
		assertThat(this.store.load("all")).isEqualTo(new Checkpoint(0, START, null, "agt_1", null));
		assertThat(this.store.load("all#0")).isEqualTo(new Checkpoint(1, START, null, "agt_1", null));
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
		new CheckpointReset(this.store, SPEC, TIME).from("2025-01-01T00:00:00Z", List.of());
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
	void takeOverWritesWhatIsAcknowledgedAndNoMore() {
		this.checkpoints.takeOver();
		for (int i = 0; i < 1000; i++) {
			this.checkpoints.advance("cnv_" + i, message("msg_" + i));
		}
		AtomicInteger writes = new AtomicInteger();
		AgentCheckpoints next = checkpoints(new CheckpointStoreDecorator(this.store) {

			@Override
			public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
				writes.incrementAndGet();
				return super.advance(key, expected, next);
			}

		});
		next.takeOver();
		for (int i = 0; i < 1000; i++) {
			assertThat(next.current("cnv_" + i)).isEqualTo(new Checkpoint(2, "msg_" + i, Instant.EPOCH));
		}
		assertThat(writes).hasValue(1);
		assertThatExceptionOfType(StaleOwnerException.class)
			.isThrownBy(() -> this.checkpoints.advance("cnv_7", message("msg_late")));
		next.advance("cnv_7", message("msg_next"));
		assertThat(writes).hasValue(2);
		assertThat(this.store.load("all/cnv_7"))
			.isEqualTo(new Checkpoint(2, "msg_next", Instant.EPOCH, "agt_1", "cnv_7"));
	}

	@Test
	void streamThatIsDirectedToAnotherAgentStartsAsNewOneAndSaysSo() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		List<Checkpoint> former = new ArrayList<>();
		String later = "2026-02-28T12:00:00Z";
		AgentCheckpoints other = new AgentCheckpoints(
				new FencedCheckpointStore(this.store, TIME, new FencedCheckpointStore.Listener() {

					@Override
					public void redirected(Checkpoint checkpoint) {
						former.add(checkpoint);
					}

				}), StreamSpec.ofAgent("all", "agt_2").after(later), 0);
		other.takeOver();
		assertThat(former).containsExactly(new Checkpoint(0, START, null, "agt_1", null));
		assertThat(other.current("cnv_1").after()).isEqualTo(later);
		assertThat(other.current("cnv_2").after()).isEqualTo(later);
		assertThatExceptionOfType(StaleOwnerException.class)
			.isThrownBy(() -> this.checkpoints.advance("cnv_1", message("msg_2")));
		other.takeOver();
		assertThat(former).hasSize(1);
	}

	@Test
	void checkpointOfConversationThatIsGoneIsRemovedByTheOwnerOnly() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		this.checkpoints.advance("cnv_2", message("msg_2"));
		AgentCheckpoints next = checkpoints(SPEC, 0);
		next.takeOver();
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(() -> this.checkpoints.remove("cnv_1"));
		assertThat(after("all/cnv_1")).isEqualTo("msg_1");
		next.remove("cnv_1");
		next.remove("cnv_3");
		assertThat(this.store.load("all/cnv_1")).isNull();
		assertThat(after("all/cnv_2")).isEqualTo("msg_2");
		assertThat(next.current("cnv_1").after()).isEqualTo(START);
		next.verify();
		assertThat(this.store.load("all/cnv_1")).isNull();
	}

	@Test
	void conversationsThatHaveCheckpointAreThoseOfTheStream() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		this.store.reset("all-2/cnv_2", new Checkpoint(1, "msg_2", null, "agt_1", "cnv_2"));
		this.store.reset("all#paused", new Checkpoint(0, START, null));
		assertThat(this.checkpoints.stored(null)).isEqualTo(new CheckpointKeys(List.of("cnv_1"), null));
		assertThat(this.checkpoints.isStored("cnv_1")).isTrue();
		assertThat(this.checkpoints.isStored("cnv_2")).isFalse();
	}

	@Test
	void checkpointOfAnotherAgentIsNotThatOfConversationThatIsGone() {
		Checkpoint foreign = new Checkpoint(1, "msg_1", null, "agt_2", "cnv_1");
		this.store.reset("all/cnv_1", foreign);
		this.checkpoints.takeOver();
		assertThat(this.checkpoints.isStored("cnv_1")).isFalse();
		this.checkpoints.remove("cnv_1");
		assertThat(this.store.load("all/cnv_1")).isEqualTo(foreign);
	}

	@Test
	void checkpointThatCannotBeReadIsNotReportedForConversationThatIsGone() {
		CheckpointStoreDecorator store = new CheckpointStoreDecorator(this.store);
		List<InvalidCheckpointException> reported = new ArrayList<>();
		AgentCheckpoints checkpoints = new AgentCheckpoints(
				new FencedCheckpointStore(store, TIME, new FencedCheckpointStore.Listener() {

					@Override
					public void invalid(InvalidCheckpointException failure) {
						reported.add(failure);
					}

				}), SPEC, 0);
		checkpoints.takeOver();
		store.garbage.add("all/cnv_1");
		assertThat(checkpoints.isStored("cnv_1")).isFalse();
		assertThat(reported).isEmpty();
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
		assertThat(this.store.load("all#0")).isEqualTo(new Checkpoint(6, START, null, "agt_1", null));
		checkpoints.verify();
	}

	@Test
	void readThatBeganBeforeTheTakeOverIsNotKept() {
		GatedStore gated = new GatedStore(this.store);
		AgentCheckpoints checkpoints = checkpoints(gated);
		checkpoints.takeOver();
		CompletableFuture<Checkpoint> slow = gated.readSlowly("all/cnv_1", () -> checkpoints.current("cnv_1"));
		new CheckpointReset(this.store, SPEC, TIME).from("2025-01-01T00:00:00Z", List.of());
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

	@Test
	void startThatIsNotKnownIsThatOfTheServer() {
		AgentCheckpoints checkpoints = checkpoints(StreamSpec.ofAgent("all", "agt_1"), 0);
		checkpoints.takeOver();
		assertThat(checkpoints.isStarted()).isFalse();
		assertThat(checkpoints.startTime()).isNull();
		assertThat(this.store.load("all")).isNull();
		checkpoints.start(Instant.parse(START));
		assertThat(checkpoints.isStarted()).isTrue();
		assertThat(checkpoints.startTime()).isEqualTo(START);
		assertThat(checkpoints.current("cnv_1").after()).isEqualTo(START);
		checkpoints.takeOver();
		assertThat(checkpoints.isStarted()).isTrue();
	}

	@Test
	void startThatAnotherShardHasSetIsKept() {
		AgentCheckpoints other = checkpoints(StreamSpec.ofAgent("all", "agt_1"), 1);
		other.takeOver();
		AgentCheckpoints checkpoints = checkpoints(StreamSpec.ofAgent("all", "agt_1"), 0);
		checkpoints.takeOver();
		other.start(Instant.parse(START));
		checkpoints.start(Instant.EPOCH);
		assertThat(checkpoints.current("cnv_1").after()).isEqualTo(START);
	}

	@Test
	void storeThatWasEmptiedIsFilledFromMemoryByTheNextCheck() {
		List<Integer> lost = new ArrayList<>();
		AgentCheckpoints checkpoints = losing(lost);
		checkpoints.takeOver();
		checkpoints.advance("cnv_1", message("msg_1"));
		checkpoints.advance("cnv_2", message("msg_2"));
		empty();
		checkpoints.verify();
		assertThat(lost).containsExactly(4);
		assertThat(this.store.load("all")).isEqualTo(new Checkpoint(0, START, null, "agt_1", null));
		assertThat(this.store.load("all#0")).isEqualTo(new Checkpoint(1, START, null, "agt_1", null));
		assertThat(this.store.load("all/cnv_1")).isEqualTo(new Checkpoint(1, "msg_1", Instant.EPOCH, "agt_1", "cnv_1"));
		assertThat(this.store.load("all/cnv_2")).isEqualTo(new Checkpoint(1, "msg_2", Instant.EPOCH, "agt_1", "cnv_2"));
		checkpoints.advance("cnv_1", message("msg_3"));
		assertThat(lost).hasSize(1);
	}

	@Test
	void storeThatWasEmptiedIsFilledFromMemoryByTheNextAcknowledgement() {
		List<Integer> lost = new ArrayList<>();
		AgentCheckpoints checkpoints = losing(lost);
		checkpoints.takeOver();
		checkpoints.advance("cnv_1", message("msg_1"));
		checkpoints.advance("cnv_2", message("msg_2"));
		empty();
		checkpoints.advance("cnv_1", message("msg_3"));
		assertThat(lost).hasSize(1);
		assertThat(this.store.load("all/cnv_1")).isEqualTo(new Checkpoint(1, "msg_3", Instant.EPOCH, "agt_1", "cnv_1"));
		assertThat(this.store.load("all/cnv_2")).isEqualTo(new Checkpoint(1, "msg_2", Instant.EPOCH, "agt_1", "cnv_2"));
	}

	@Test
	void storeThatWasEmptiedIsFilledFromMemoryByTheNextTakeOverOfThisProcess() {
		List<Integer> lost = new ArrayList<>();
		AgentCheckpoints checkpoints = losing(lost);
		checkpoints.takeOver();
		checkpoints.advance("cnv_1", message("msg_1"));
		empty();
		checkpoints.takeOver();
		assertThat(lost).hasSize(1);
		assertThat(checkpoints.current("cnv_1")).isEqualTo(new Checkpoint(2, "msg_1", Instant.EPOCH));
	}

	@Test
	void checkpointOfFormerProcessIsWrittenBackWhenItWasRead() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		AgentCheckpoints next = checkpoints(SPEC, 0);
		next.takeOver();
		next.current("cnv_1");
		empty();
		next.verify();
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_1");
	}

	@Test
	void checkpointThatMayNotHaveBeenWrittenIsNotWrittenBack() {
		CheckpointStoreDecorator store = new CheckpointStoreDecorator(this.store);
		AgentCheckpoints checkpoints = checkpoints(store);
		checkpoints.takeOver();
		checkpoints.advance("cnv_1", message("msg_1"));
		store.down = true;
		assertThatExceptionOfType(CheckpointStoreException.class)
			.isThrownBy(() -> checkpoints.advance("cnv_1", message("msg_2")));
		checkpoints.forget("cnv_1");
		store.down = false;
		empty();
		assertThat(checkpoints.current("cnv_1").after()).isEqualTo("msg_1");
	}

	@Test
	void checkpointOfTransactionIsWrittenBackAsItWasBefore() {
		AgentCheckpoints checkpoints = checkpoints(SPEC.withTransactional(true), 0);
		checkpoints.takeOver();
		checkpoints.advance("cnv_1", message("msg_1"));
		checkpoints.advance("cnv_1", message("msg_2"));
		checkpoints.forget("cnv_1");
		empty();
		assertThat(checkpoints.current("cnv_1").after()).isEqualTo("msg_1");
	}

	@Test
	void ownerThatWasFencedWritesNothingBack() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		empty();
		AgentCheckpoints next = checkpoints(SPEC, 0);
		next.takeOver();
		next.takeOver();
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(this.checkpoints::verify);
		assertThat(this.store.load("all/cnv_1")).isNull();
	}

	private AgentCheckpoints losing(List<Integer> lost) {
		return new AgentCheckpoints(new FencedCheckpointStore(this.store, TIME, new FencedCheckpointStore.Listener() {

			@Override
			public void lost(int checkpoints) {
				lost.add(checkpoints);
			}

		}), SPEC, 0);
	}

	private void empty() {
		for (String key : List.of("all", "all#0", "all/cnv_1", "all/cnv_2")) {
			Checkpoint stored = this.store.load(key);
			if (stored != null) {
				this.store.delete(key, stored);
			}
		}
	}

	private AgentCheckpoints checkpoints(StreamSpec spec, int shard) {
		return new AgentCheckpoints(new FencedCheckpointStore(this.store, TIME, UNHEARD), spec, shard);
	}

	private static AgentCheckpoints checkpoints(CheckpointStore store) {
		return new AgentCheckpoints(new FencedCheckpointStore(store, TIME, UNHEARD), SPEC, 0);
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
