package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ai.bimpe.spring.boot.autoconfigure.streams.Tracked.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Doubts}.
 */
class DoubtsTests {

	private static final Instant START = Instant.parse("2026-07-04T07:00:00Z");

	private final Doubts doubts = new Doubts(Duration.ofMinutes(10));

	@Test
	void latestComeLastAndNoMoreThanThereIsRoomFor() {
		Tracked late = found("late", 9);
		Tracked early = found("early", 1);
		Tracked between = found("between", 5);
		this.doubts.walked(List.of(late, early, between));
		assertThat(this.doubts.next(2)).containsExactly(early, between);
		assertThat(this.doubts.isEmpty()).isFalse();
		assertThat(this.doubts.next(2)).containsExactly(late);
		assertThat(this.doubts.isEmpty()).isTrue();
	}

	@Test
	void onlyTheWindowBeforeTheLatestCheckpointIsInDoubt() {
		Tracked out = found("out", 1);
		Tracked in = found("in", 2);
		Tracked latest = found("latest", 11);
		this.doubts.walked(List.of(out, in, latest));
		assertThat(this.doubts.next(9)).containsExactly(in, latest);
	}

	@Test
	void startWithoutMessagesAndWhatIsFoundLaterMoveNoWindow() {
		Tracked known = found("known", 1);
		Tracked fresh = new Tracked("fresh", new Checkpoint(1, START.plus(Duration.ofHours(1)).toString(), null));
		this.doubts.found(fresh);
		this.doubts.walked(List.of(known, fresh));
		Tracked later = found("later", 60);
		this.doubts.walked(List.of(known, fresh, later));
		assertThat(this.doubts.next(9)).containsExactly(known, later);
	}

	@Test
	void whoIsAskedOrProvenMeanwhileIsLeftOut() {
		Tracked waiting = found("waiting", 1);
		Tracked parked = found("parked", 2);
		Tracked proven = found("proven", 3);
		Tracked resting = found("resting", 4);
		parked.state(State.PARKED);
		this.doubts.walked(List.of(waiting, parked, proven, resting));
		waiting.state(State.WAITING);
		proven.open();
		proven.caughtUp(proven.openTurn());
		proven.state(State.RESTING);
		assertThat(this.doubts.next(9)).containsExactly(resting);
	}

	@Test
	void nextWalkLooksAnew() {
		Tracked one = found("one", 1);
		this.doubts.walked(List.of(one));
		this.doubts.walked(List.of(one));
		assertThat(this.doubts.next(9)).containsExactly(one);
	}

	private Tracked found(String id, int minute) {
		Tracked conversation = new Tracked(id, new Checkpoint(1, "msg_" + id, START.plus(Duration.ofMinutes(minute))));
		this.doubts.found(conversation);
		return conversation;
	}

}
