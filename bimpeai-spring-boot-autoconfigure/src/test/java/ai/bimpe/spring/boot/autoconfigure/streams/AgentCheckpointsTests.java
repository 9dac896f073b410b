package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import ai.bimpe.client.conversations.MessageRole;
import ai.bimpe.client.conversations.StreamMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AgentCheckpoints} and {@link Replay} of them.
 */
class AgentCheckpointsTests {

	private static final String START = "2026-01-31T12:00:00Z";

	private static final StreamSpec SPEC = StreamSpec.ofAgent("all", "agt_1").after(START);

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
		other.advance("cnv_1", message("msg_2"));
		other.verify();
		assertThat(after("all/cnv_1")).isEqualTo("msg_2");
	}

	@Test
	void replayForgetsEveryConversationAndFencesEveryOwner() {
		this.checkpoints.takeOver();
		this.checkpoints.advance("cnv_1", message("msg_1"));
		new Replay(this.store, SPEC).from("2025-01-01T00:00:00Z", null);
		assertThatExceptionOfType(StaleOwnerException.class).isThrownBy(this.checkpoints::verify);
		this.checkpoints.takeOver();
		assertThat(this.checkpoints.current("cnv_1").after()).isEqualTo("2025-01-01T00:00:00Z");
		assertThat(this.checkpoints.current("cnv_2").after()).isEqualTo("2025-01-01T00:00:00Z");
		this.checkpoints.advance("cnv_1", message("msg_0"));
		AgentCheckpoints next = checkpoints(SPEC, 0);
		next.takeOver();
		assertThat(next.current("cnv_1").after()).isEqualTo("msg_0");
	}

	private AgentCheckpoints checkpoints(StreamSpec spec, int shard) {
		return new AgentCheckpoints(new FencedStore(this.store), spec, shard);
	}

	private String after(String key) {
		return Objects.requireNonNull(this.store.load(key)).after();
	}

	private static StreamMessage message(String id) {
		return new StreamMessage(id, "cnv_1", MessageRole.USER, "text", "text", Instant.EPOCH, Map.of());
	}

}
