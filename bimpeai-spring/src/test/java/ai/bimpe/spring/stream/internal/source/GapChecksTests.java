package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.source.ConversationState.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GapChecks}.
 */
class GapChecksTests {

	private static final Instant START = Instant.parse("2026-07-04T07:00:00Z");

	private final GapChecks gapChecks = new GapChecks(Duration.ofMinutes(10));

	@Test
	void latestComeLastAndNoMoreThanThereIsRoomFor() {
		ConversationState late = found("late", 9);
		ConversationState early = found("early", 1);
		ConversationState between = found("between", 5);
		this.gapChecks.look(List.of(late, early, between));
		assertThat(this.gapChecks.next(2)).containsExactly(early, between);
		assertThat(this.gapChecks.isEmpty()).isFalse();
		assertThat(this.gapChecks.next(2)).containsExactly(late);
		assertThat(this.gapChecks.isEmpty()).isTrue();
	}

	@Test
	void onlyTheWindowBeforeTheLatestCheckpointIsInDoubt() {
		ConversationState out = found("out", 1);
		ConversationState in = found("in", 2);
		ConversationState latest = found("latest", 11);
		this.gapChecks.look(List.of(out, in, latest));
		assertThat(this.gapChecks.next(9)).containsExactly(in, latest);
	}

	@Test
	void startWithoutMessagesAndWhatIsFoundLaterMoveNoWindow() {
		ConversationState known = found("known", 1);
		ConversationState fresh = new ConversationState("fresh",
				new Checkpoint(1, START.plus(Duration.ofHours(1)).toString(), null));
		this.gapChecks.found(fresh);
		this.gapChecks.look(List.of(known, fresh));
		this.gapChecks.walked();
		ConversationState later = found("later", 60);
		this.gapChecks.look(List.of(known, fresh, later));
		assertThat(this.gapChecks.next(9)).containsExactly(known, later);
	}

	@Test
	void whoIsAskedOrProvenMeanwhileIsLeftOut() {
		ConversationState waiting = found("waiting", 1);
		ConversationState backingOff = found("backing off", 2);
		ConversationState proven = found("proven", 3);
		ConversationState resting = found("resting", 4);
		backingOff.state(State.BACKING_OFF);
		this.gapChecks.look(List.of(waiting, backingOff, proven, resting));
		waiting.state(State.WAITING);
		proven.open();
		proven.caughtUp(proven.openSession());
		proven.state(State.RESTING);
		assertThat(this.gapChecks.next(9)).containsExactly(resting);
	}

	@Test
	void nextWalkLooksAnew() {
		ConversationState one = found("one", 1);
		this.gapChecks.look(List.of(one));
		this.gapChecks.look(List.of(one));
		assertThat(this.gapChecks.next(9)).containsExactly(one);
	}

	private ConversationState found(String id, int minute) {
		ConversationState conversation = new ConversationState(id,
				new Checkpoint(1, "msg_" + id, START.plus(Duration.ofMinutes(minute))));
		this.gapChecks.found(conversation);
		return conversation;
	}

}
