package ai.bimpe.spring.stream.internal.checkpoint;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConversationCheckpoints}.
 */
class ConversationCheckpointsTests {

	private static final StreamSpec SPEC = StreamSpec.of("desk", "agt_1", "cnv_1");

	private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

	private static final TimeSource TIME = new VirtualTime().source();

	private final CheckpointStoreDecorator store = new CheckpointStoreDecorator(new InMemoryCheckpointStore());

	private final ConversationCheckpoints checkpoints = checkpoints(SPEC);

	@Test
	void startThatIsNotKnownIsThatOfTheServer() {
		this.checkpoints.takeOver();
		this.checkpoints.verify();
		assertThat(this.checkpoints.isStarted()).isFalse();
		this.checkpoints.start(START);
		assertThat(this.checkpoints.isStarted()).isTrue();
		assertThat(this.store.load("desk")).isEqualTo(new Checkpoint(1, START.toString(), null, "agt_1", "cnv_1"));
		this.checkpoints.start(Instant.EPOCH);
		assertThat(this.checkpoints.current("cnv_1").after()).isEqualTo(START.toString());
	}

	@Test
	void startThatAnotherOwnerHasSetIsNotReplaced() {
		this.checkpoints.takeOver();
		ConversationCheckpoints other = checkpoints(SPEC);
		other.takeOver();
		other.start(START);
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(() -> this.checkpoints.start(Instant.EPOCH));
	}

	@Test
	void storeThatWasEmptiedIsFilledFromMemory() {
		begin();
		empty();
		this.checkpoints.verify();
		assertThat(this.store.load("desk")).isEqualTo(new Checkpoint(1, "msg_1", null, "agt_1", "cnv_1"));
		empty();
		this.checkpoints.moveTo("cnv_1", Cursor.start("msg_2"));
		assertThat(this.store.load("desk")).isEqualTo(new Checkpoint(1, "msg_2", null, "agt_1", "cnv_1"));
	}

	@Test
	void ownerThatTakesOverAgainFillsTheStoreThatWasEmptied() {
		begin();
		empty();
		this.checkpoints.takeOver();
		assertThat(this.checkpoints.current("cnv_1")).isEqualTo(new Checkpoint(2, "msg_1", null, "agt_1", "cnv_1"));
	}

	@Test
	void checkpointOfTransactionIsWrittenBackAsItWasBefore() {
		ConversationCheckpoints checkpoints = checkpoints(SPEC.withTransactional(true));
		checkpoints.takeOver();
		checkpoints.start(START);
		checkpoints.moveTo("cnv_1", Cursor.start("msg_1"));
		checkpoints.moveTo("cnv_1", Cursor.start("msg_2"));
		empty();
		checkpoints.verify();
		assertThat(checkpoints.current("cnv_1").after()).isEqualTo("msg_1");
	}

	@Test
	void checkpointThatCannotBeReadIsWrittenAnewFromMemoryByTheNextCheck() {
		begin();
		this.store.garbage.add("desk");
		this.checkpoints.verify();
		assertThat(this.store.load("desk")).extracting(Checkpoint::after).isEqualTo("msg_1");
		this.checkpoints.moveTo("cnv_1", Cursor.start("msg_2"));
		this.checkpoints.verify();
		assertThat(this.store.load("desk")).extracting(Checkpoint::after).isEqualTo("msg_2");
	}

	@Test
	void checkpointThatCannotBeReadIsWrittenAnewFromMemoryByTheNextAcknowledgement() {
		begin();
		this.store.garbage.add("desk");
		this.checkpoints.moveTo("cnv_1", Cursor.start("msg_2"));
		assertThat(this.store.load("desk")).extracting(Checkpoint::after).isEqualTo("msg_2");
		this.checkpoints.verify();
		this.checkpoints.moveTo("cnv_1", Cursor.start("msg_3"));
	}

	@Test
	void ownerThatWritesCheckpointAnewFencesTheFormer() {
		begin();
		ConversationCheckpoints next = checkpoints(SPEC);
		next.takeOver();
		this.store.garbage.add("desk");
		this.checkpoints.takeOver();
		assertThat(this.checkpoints.current("cnv_1").after()).isEqualTo("msg_1");
		assertThatExceptionOfType(StaleOwnerException.class)
			.isThrownBy(() -> next.moveTo("cnv_1", Cursor.start("msg_2")));
	}

	@Test
	void checkpointThatCannotBeReadIsNotGuessed() {
		this.store.garbage.add("desk");
		assertThatExceptionOfType(InvalidCheckpointException.class).isThrownBy(this.checkpoints::takeOver);
		assertThat(this.store.garbage).containsExactly("desk");
	}

	@Test
	void ownerThatAcknowledgesWhileItIsVerifiedIsNotStale() {
		AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
		ConversationCheckpoints checkpoints = new ConversationCheckpoints(
				new FencedCheckpointStore(new CheckpointStoreDecorator(this.store) {

					@Override
					public @Nullable Checkpoint load(String key) {
						Checkpoint loaded = super.load(key);
						Runnable action = meanwhile.getAndSet(null);
						if (action != null) {
							action.run();
						}
						return loaded;
					}

				}, TIME, new FencedCheckpointStore.Listener() {
				}), SPEC.after(START.toString()));
		checkpoints.takeOver();
		meanwhile.set(() -> {
			checkpoints.moveTo("cnv_1", Cursor.start("msg_1"));
			checkpoints.moveTo("cnv_1", Cursor.start("msg_2"));
		});
		checkpoints.verify();
		assertThat(this.store.load("desk")).extracting(Checkpoint::after).isEqualTo("msg_2");
		checkpoints.verify();
	}

	@Test
	void ownerThatIsVerifiedWhileItAcknowledgesIsNotStale() {
		AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
		ConversationCheckpoints checkpoints = new ConversationCheckpoints(
				new FencedCheckpointStore(new CheckpointStoreDecorator(this.store) {

					@Override
					public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
						boolean advanced = super.advance(key, expected, next);
						Runnable action = meanwhile.getAndSet(null);
						if (action != null) {
							action.run();
						}
						return advanced;
					}

				}, TIME, new FencedCheckpointStore.Listener() {
				}), SPEC.after(START.toString()));
		checkpoints.takeOver();
		meanwhile.set(checkpoints::verify);
		checkpoints.moveTo("cnv_1", Cursor.start("msg_1"));
		assertThat(meanwhile).hasValue(null);
	}

	@Test
	void ownerWhoseTransactionIsNotCommittedYetIsNotStale() {
		ConversationCheckpoints checkpoints = checkpoints(SPEC.withTransactional(true).after(START.toString()));
		checkpoints.takeOver();
		Checkpoint committed = Objects.requireNonNull(this.store.load("desk"));
		checkpoints.moveTo("cnv_1", Cursor.start("msg_1"));
		Checkpoint uncommitted = Objects.requireNonNull(this.store.load("desk"));
		this.store.reset("desk", committed);
		checkpoints.verify();
		this.store.reset("desk", uncommitted);
		checkpoints.verify();
	}

	private void empty() {
		assertThat(this.store.delete("desk", Objects.requireNonNull(this.store.load("desk")))).isTrue();
	}

	private void begin() {
		this.checkpoints.takeOver();
		this.checkpoints.start(START);
		this.checkpoints.moveTo("cnv_1", Cursor.start("msg_1"));
	}

	private ConversationCheckpoints checkpoints(StreamSpec spec) {
		return new ConversationCheckpoints(
				new FencedCheckpointStore(this.store, TIME, new FencedCheckpointStore.Listener() {
				}), spec);
	}

}
