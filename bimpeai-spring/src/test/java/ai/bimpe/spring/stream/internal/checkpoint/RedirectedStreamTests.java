package ai.bimpe.spring.stream.internal.checkpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConversationCheckpoints} of a stream that is directed elsewhere.
 */
class RedirectedStreamTests {

	private static final String START = "2026-01-31T12:00:00Z";

	private static final TimeSource TIME = new VirtualTime().source();

	private final InMemoryCheckpointStore store = new InMemoryCheckpointStore();

	private final List<Checkpoint> former = new ArrayList<>();

	@Test
	void saysWhatItBelongsTo() {
		ConversationCheckpoints checkpoints = checkpoints(StreamSpec.of("one", "agt_1", "cnv_1").after(START));
		checkpoints.takeOver();
		assertThat(this.store.load("one")).isEqualTo(new Checkpoint(1, START, null, "agt_1", "cnv_1"));
		checkpoints.moveTo("cnv_1", Cursor.start("msg_1"));
		assertThat(this.store.load("one")).isEqualTo(new Checkpoint(1, "msg_1", null, "agt_1", "cnv_1"));
		checkpoints.takeOver();
		assertThat(this.store.load("one")).isEqualTo(new Checkpoint(2, "msg_1", null, "agt_1", "cnv_1"));
		assertThat(this.former).isEmpty();
	}

	@Test
	void streamThatIsDirectedToAnotherConversationStartsAsNewOneAndSaysSo() {
		ConversationCheckpoints before = checkpoints(StreamSpec.of("one", "agt_1", "cnv_1").after(START));
		before.takeOver();
		before.moveTo("cnv_1", Cursor.start("msg_1"));
		checkpoints(StreamSpec.of("one", "agt_1", "cnv_2").after(START)).takeOver();
		assertThat(this.store.load("one")).isEqualTo(new Checkpoint(2, START, null, "agt_1", "cnv_2"));
		assertThat(this.former).containsExactly(new Checkpoint(1, "msg_1", null, "agt_1", "cnv_1"));
		assertThatExceptionOfType(StaleOwnerException.class)
			.isThrownBy(() -> before.moveTo("cnv_1", Cursor.start("msg_2")));
	}

	@Test
	void newStartThatIsNotKnownIsThatOfTheServer() {
		this.store.reset("one", new Checkpoint(3, "msg_1", null, "agt_1", "cnv_1"));
		ConversationCheckpoints checkpoints = checkpoints(StreamSpec.of("one", "agt_1", "cnv_2"));
		checkpoints.takeOver();
		assertThat(checkpoints.isStarted()).isFalse();
		checkpoints.start(Instant.parse(START));
		assertThat(this.store.load("one")).isEqualTo(new Checkpoint(4, START, null, "agt_1", "cnv_2"));
		assertThat(this.former).hasSize(1);
	}

	@Test
	void streamOfAnAgentThatIsDirectedToOneConversationStartsAsNewOne() {
		this.store.reset("one", new Checkpoint(3, "2020-01-31T12:00:00Z", null, "agt_1", null));
		checkpoints(StreamSpec.of("one", "agt_1", "cnv_1").after(START)).takeOver();
		assertThat(this.store.load("one")).isEqualTo(new Checkpoint(4, START, null, "agt_1", "cnv_1"));
		assertThat(this.former).hasSize(1);
	}

	@Test
	void checkpointThatDoesNotSayWhatItBelongsToIsTaken() {
		this.store.reset("one", new Checkpoint(3, "msg_1", null));
		checkpoints(StreamSpec.of("one", "agt_1", "cnv_1").after(START)).takeOver();
		assertThat(this.store.load("one")).isEqualTo(new Checkpoint(4, "msg_1", null, "agt_1", "cnv_1"));
		assertThat(this.former).isEmpty();
	}

	private ConversationCheckpoints checkpoints(StreamSpec spec) {
		return new ConversationCheckpoints(
				new FencedCheckpointStore(this.store, TIME, new FencedCheckpointStore.Listener() {

					@Override
					public void redirected(Checkpoint checkpoint) {
						RedirectedStreamTests.this.former.add(checkpoint);
					}

				}), spec);
	}

}
