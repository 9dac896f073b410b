package ai.bimpe.spring.stream.internal.checkpoint;

import java.time.Instant;
import java.util.Objects;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.internal.Cursor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConversationCheckpoints}.
 */
class ConversationCheckpointsTests {

	private static final StreamSpec SPEC = StreamSpec.of("desk", "agt_1", "cnv_1");

	private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

	private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();

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

	private void empty() {
		assertThat(this.store.delete("desk", Objects.requireNonNull(this.store.load("desk")))).isTrue();
	}

	private void begin() {
		this.checkpoints.takeOver();
		this.checkpoints.start(START);
		this.checkpoints.moveTo("cnv_1", Cursor.start("msg_1"));
	}

	private ConversationCheckpoints checkpoints(StreamSpec spec) {
		return new ConversationCheckpoints(new FencedCheckpointStore(this.store, new FencedCheckpointStore.Listener() {
		}), spec);
	}

}
