package ai.bimpe.spring.stream.internal.checkpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AgentCheckpoints} whose store holds something else where the stream
 * starts, or where a shard has its owner.
 */
class UnreadableCheckpointsTests {

	private static final StreamSpec SPEC = StreamSpec.ofAgent("all", "agt_1");

	private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

	private static final TimeSource TIME = new VirtualTime().source();

	private final CheckpointStoreDecorator store = new CheckpointStoreDecorator(new InMemoryCheckpointStore());

	private final List<String> heard = new ArrayList<>();

	private final AgentCheckpoints checkpoints = checkpoints(SPEC);

	@Test
	void shardIsWrittenAnewByTheNextOwnerWhichFencesTheFormer() {
		begin();
		this.store.garbage.add("all#0");
		AgentCheckpoints next = checkpoints(SPEC);
		next.takeOver();
		assertThat(this.heard).containsExactly("repaired all#0");
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_1");
		assertThat(next.current("cnv_2").after()).isEqualTo(START.toString());
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(() -> move(this.checkpoints, "msg_2"));
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(this.checkpoints::verify);
		move(next, "msg_2");
		next.verify();
		next.takeOver();
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_2");
	}

	@Test
	void ownerWhoseShardCannotBeReadClaimsItAnew() {
		begin();
		this.store.garbage.add("all#0");
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(this.checkpoints::verify)
			.withMessage("The checkpoint 'all#0' cannot be read any more");
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(() -> move(this.checkpoints, "msg_2"));
		this.checkpoints.takeOver();
		move(this.checkpoints, "msg_2");
		this.checkpoints.verify();
		assertThat(after("all/cnv_1")).isEqualTo("msg_2");
	}

	@Test
	void shardIsWrittenAnewAboveTheLastReplay() {
		this.store.reset("all", new Checkpoint(Long.MAX_VALUE / 2, START.toString(), null));
		this.store.garbage.add("all#0");
		this.checkpoints.takeOver();
		move(this.checkpoints, "msg_1");
		AgentCheckpoints next = checkpoints(SPEC);
		next.takeOver();
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_1");
	}

	@Test
	void startIsThatWhichTheShardRepeats() {
		begin();
		this.store.garbage.add("all");
		AgentCheckpoints next = checkpoints(SPEC);
		next.takeOver();
		assertThat(this.heard).containsExactly("repaired all");
		assertThat(next.isStarted()).isTrue();
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_1");
		assertThat(next.current("cnv_2").after()).isEqualTo(START.toString());
		assertThat(this.store.load("all")).isEqualTo(new Checkpoint(0, START.toString(), null, "agt_1", null));
	}

	@Test
	void startOfStreamWithMoreShardsThanBeforeIsThatWhichOneOfThemRepeats() {
		begin();
		this.store.garbage.add("all");
		AgentCheckpoints other = new AgentCheckpoints(fenced(this.store),
				SPEC.withAgentSettings(AgentStreamSettings.DEFAULTS.withShards(4)), 3);
		other.takeOver();
		assertThat(other.current("cnv_2").after()).isEqualTo(START.toString());
	}

	@Test
	void startIsTheOneInMemoryWhenTheShardCannotBeReadEither() {
		begin();
		this.store.garbage.addAll(List.of("all", "all#0"));
		this.checkpoints.takeOver();
		assertThat(this.checkpoints.current("cnv_1").after()).isEqualTo("msg_1");
		assertThat(this.checkpoints.current("cnv_2").after()).isEqualTo(START.toString());
	}

	@Test
	void replayIsNotForgottenWithTheStart() {
		begin();
		new CheckpointReset(this.store, SPEC, TIME).from("2025-01-01T00:00:00Z", List.of());
		this.checkpoints.takeOver();
		this.store.garbage.add("all");
		this.checkpoints.takeOver();
		assertThat(this.checkpoints.current("cnv_1").after()).isEqualTo("2025-01-01T00:00:00Z");
	}

	@Test
	void startIsThatOfThePropertyWhenNothingIsRemembered() {
		begin();
		this.store.garbage.addAll(List.of("all", "all#0"));
		AgentCheckpoints next = checkpoints(SPEC.after("2020-01-01T00:00:00Z"));
		next.takeOver();
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_1");
		assertThat(next.current("cnv_2").after()).isEqualTo("2020-01-01T00:00:00Z");
	}

	@Test
	void startRepeatsRatherThanLeavesOutWhenNothingIsRemembered() {
		begin();
		this.store.garbage.addAll(List.of("all", "all#0"));
		AgentCheckpoints next = checkpoints(SPEC);
		next.takeOver();
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_1");
		assertThat(next.current("cnv_2").after()).isEqualTo(Instant.EPOCH.toString());
	}

	@Test
	void startThatIsSetBeforeItCanBeReadIsSet() {
		this.checkpoints.takeOver();
		this.store.garbage.add("all");
		this.checkpoints.start(START);
		assertThat(this.checkpoints.current("cnv_1").after()).isEqualTo(START.toString());
		assertThat(after("all")).isEqualTo(START.toString());
	}

	@Test
	void startThatTheOwnerOfAnotherShardHasWrittenAnewMeanwhileIsTaken() {
		begin();
		this.store.garbage.add("all");
		Checkpoint others = new Checkpoint(0, "2026-01-31T11:00:00Z", null, "agt_1", null);
		AgentCheckpoints next = new AgentCheckpoints(fenced(new CheckpointStoreDecorator(this.store) {

			@Override
			public boolean replaceUnreadable(String key, Checkpoint next) {
				UnreadableCheckpointsTests.this.store.reset(key, others);
				return false;
			}

		}), SPEC, 0);
		next.takeOver();
		assertThat(next.current("cnv_2").after()).isEqualTo(others.after());
	}

	@Test
	void streamThatIsDirectedToAnotherAgentStartsAsNewOneAllTheSame() {
		begin();
		this.store.garbage.add("all");
		AgentCheckpoints other = checkpoints(StreamSpec.ofAgent("all", "agt_2"));
		other.takeOver();
		assertThat(this.heard).containsExactly("repaired all", "redirected agt_1");
		assertThat(other.isStarted()).isFalse();
		Instant later = START.plusSeconds(3600);
		other.start(later);
		assertThat(other.current("cnv_1").after()).isEqualTo(later.toString());
	}

	@Test
	void conversationThatCannotBeReadDoesNotKeepTheOthersFromBeingWrittenBack() {
		begin();
		this.checkpoints.moveTo("cnv_2", Cursor.start("msg_2"));
		this.store.garbage.add("all/cnv_1");
		for (String key : List.of("all", "all#0", "all/cnv_2")) {
			assertThat(this.store.delete(key, Objects.requireNonNull(this.store.load(key)))).isTrue();
		}
		this.checkpoints.verify();
		assertThat(after("all")).isEqualTo(START.toString());
		assertThat(after("all/cnv_2")).isEqualTo("msg_2");
		this.checkpoints.moveTo("cnv_2", Cursor.start("msg_3"));
		assertThat(this.store.garbage).containsExactly("all/cnv_1");
	}

	private void begin() {
		this.checkpoints.takeOver();
		this.checkpoints.start(START);
		move(this.checkpoints, "msg_1");
		this.checkpoints.forget("cnv_1");
	}

	private static void move(AgentCheckpoints checkpoints, String messageId) {
		checkpoints.moveTo("cnv_1", Cursor.start(messageId));
	}

	private String after(String key) {
		return Objects.requireNonNull(this.store.load(key)).after();
	}

	private AgentCheckpoints checkpoints(StreamSpec spec) {
		return new AgentCheckpoints(fenced(this.store), spec, 0);
	}

	private FencedCheckpointStore fenced(CheckpointStore store) {
		return new FencedCheckpointStore(store, TIME, new FencedCheckpointStore.Listener() {

			@Override
			public void repaired(String key, Checkpoint checkpoint) {
				UnreadableCheckpointsTests.this.heard.add("repaired " + key);
			}

			@Override
			public void redirected(Checkpoint former) {
				UnreadableCheckpointsTests.this.heard.add("redirected " + former.agentId());
			}

		});
	}

}
