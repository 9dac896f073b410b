package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.boot.autoconfigure.streams.Tracked.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LiveSlots}.
 */
class LiveSlotsTests {

	private static final Instant START = Instant.parse("2026-07-04T07:00:00Z");

	private static final long TURN = Duration.ofSeconds(5).toNanos();

	private final LiveSlots slots = new LiveSlots(2, Duration.ofSeconds(5), Duration.ofMinutes(1));

	@Test
	void opensInTheOrderOfTheQueueUpToTheLimit() {
		Tracked one = want("one");
		Tracked two = want("two");
		want("three");
		assertThat(this.slots.next()).isSameAs(one);
		assertThat(this.slots.next()).isSameAs(two);
		assertThat(this.slots.next()).isNull();
		assertThat(one.state()).isEqualTo(State.LIVE);
	}

	@Test
	void queuesNobodyTwice() {
		Tracked one = want("one");
		this.slots.want(one);
		open(1);
		this.slots.want(one);
		assertThat(this.slots.next()).isNull();
		this.slots.ended(one, State.PARKED);
		this.slots.want(one);
		assertThat(this.slots.next()).isNull();
	}

	@Test
	void closesNobodyWhenNobodyWaits() {
		List<Tracked> live = openIdle("one", "two");
		this.slots.makeRoom(10 * TURN);
		assertThat(live).noneMatch((conversation) -> conversation.openTurn().isClosing());
	}

	@Test
	void longestSilentGivesWay() {
		List<Tracked> live = openIdle("one", "two");
		live.get(0).received(message(20));
		live.get(1).received(message(10));
		want("three");
		this.slots.makeRoom(2 * TURN);
		assertThat(live.get(0).openTurn().isClosing()).isFalse();
		assertThat(live.get(1).openTurn().isClosing()).isTrue();
		assertThat(live.get(1).openTurn().isAgain()).isFalse();
	}

	@Test
	void closesAsManyAsWaitAndNoMore() {
		List<Tracked> live = openIdle("one", "two");
		want("three");
		this.slots.makeRoom(TURN);
		this.slots.makeRoom(TURN);
		assertThat(live).filteredOn((conversation) -> conversation.openTurn().isClosing()).hasSize(1);
		want("four");
		this.slots.makeRoom(TURN);
		assertThat(live).allMatch((conversation) -> conversation.openTurn().isClosing());
	}

	@Test
	void busyStreamGivesWayAfterItsTurnAndQueuesAgain() {
		List<Tracked> live = openIdle("one", "two");
		live.get(1).openTurn().connected(1);
		want("three");
		live.forEach((conversation) -> conversation.openTurn().received(TURN - 1));
		this.slots.makeRoom(TURN - 1);
		assertThat(live).noneMatch((conversation) -> conversation.openTurn().isClosing());
		this.slots.makeRoom(TURN);
		assertThat(live.get(0).openTurn().isClosing()).isTrue();
		assertThat(live.get(0).openTurn().isAgain()).isTrue();
		assertThat(live.get(1).openTurn().isClosing()).isFalse();
	}

	@Test
	void silentStreamThatOwesMessagesQueuesAgain() {
		List<Tracked> live = openIdle("one", "two");
		live.forEach((conversation) -> conversation.listed(START.plusSeconds(1), 1));
		want("three");
		this.slots.makeRoom(TURN);
		assertThat(live).filteredOn((conversation) -> conversation.openTurn().isClosing())
			.singleElement()
			.satisfies((conversation) -> assertThat(conversation.openTurn().isAgain()).isTrue());
	}

	@Test
	void streamThatIsNotConnectedGivesNoWay() {
		want("one");
		want("two");
		List<Tracked> live = open(2);
		want("three");
		this.slots.makeRoom(100 * TURN);
		assertThat(live).noneMatch((conversation) -> conversation.openTurn().isClosing());
	}

	@Test
	void refusalLowersTheLimitToWhatIsConnectedUntilItIsLongAgo() {
		openIdle("one");
		Tracked refused = want("two");
		open(1);
		this.slots.ended(refused, State.RESTING);
		this.slots.refused(0);
		this.slots.want(refused);
		assertThat(this.slots.next()).isNull();
		this.slots.recover(Duration.ofMinutes(1).toNanos() - 1);
		assertThat(this.slots.next()).isNull();
		this.slots.recover(Duration.ofMinutes(1).toNanos());
		assertThat(this.slots.next()).isSameAs(refused);
		this.slots.recover(Duration.ofMinutes(9).toNanos());
		want("three");
		assertThat(this.slots.next()).isNull();
	}

	@Test
	void limitRecoversByDoubling() {
		LiveSlots slots = new LiveSlots(10, Duration.ofSeconds(5), Duration.ofMinutes(1));
		slots.refused(0);
		List<Integer> spare = new ArrayList<>();
		for (int minute = 1; minute <= 5; minute++) {
			slots.recover(Duration.ofMinutes(minute).toNanos());
			spare.add(slots.spare());
		}
		assertThat(spare).containsExactly(2, 4, 8, 10, 10);
	}

	@Test
	void refusalLeavesOneToTry() {
		Tracked one = want("one");
		Tracked two = want("two");
		open(2);
		this.slots.ended(one, State.PARKED);
		this.slots.refused(0);
		assertThat(two.openTurn().isClosing()).isFalse();
		assertThat(this.slots.spare()).isZero();
	}

	@Test
	void refusalSendsThoseWhoAreAboutToConnectBackToTheQueue() {
		LiveSlots slots = new LiveSlots(4, Duration.ofSeconds(5), Duration.ofMinutes(1));
		List<Tracked> live = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			slots.want(conversation("cnv_" + i));
			live.add(Objects.requireNonNull(slots.next()));
		}
		live.get(0).openTurn().connected(0);
		slots.ended(live.get(1), State.PARKED);
		slots.refused(0);
		assertThat(live.get(0).openTurn().isClosing()).isFalse();
		assertThat(live.subList(2, 4))
			.allMatch((conversation) -> conversation.openTurn().isClosing() && conversation.openTurn().isAgain());
	}

	@Test
	void silentTurnSettlesWhatTheListHadToldBeforeIt() {
		Tracked one = openOwed("one");
		openIdle("two").get(0).openTurn().connected(1);
		want("three");
		this.slots.makeRoom(TURN);
		assertThat(one.openTurn().isClosing()).isTrue();
		this.slots.ended(one, State.RESTING);
		assertThat(one.isOwed()).isFalse();
	}

	@Test
	void turnThatBroughtMessagesSettlesNothingMore() {
		Tracked one = openOwed("one");
		openIdle("two").get(0).openTurn().connected(1);
		want("three");
		this.slots.makeRoom(TURN);
		assertThat(one.openTurn().isClosing()).isTrue();
		one.openTurn().received(TURN);
		this.slots.ended(one, State.RESTING);
		assertThat(one.isOwed()).isTrue();
	}

	@Test
	void turnThatWasConnectedTooLateSettlesNothing() {
		openIdle("one");
		Tracked two = conversation("two");
		two.listed(START.plusSeconds(10), 1);
		this.slots.want(two);
		open(1);
		this.slots.refused(0);
		assertThat(two.openTurn().isClosing()).isTrue();
		two.openTurn().connected(0);
		this.slots.ended(two, State.RESTING);
		assertThat(two.isOwed()).isTrue();
	}

	@Test
	void inactiveStreamQueuesAgainWhenTheListToldMoreSinceItWasOpened() {
		Tracked one = openIdle("one").get(0);
		one.listed(START.plusSeconds(10), 1);
		this.slots.closeInactive(START.plusSeconds(10), TURN - 1);
		assertThat(one.openTurn().isClosing()).isFalse();
		this.slots.closeInactive(START.plusSeconds(10), TURN);
		assertThat(one.openTurn().isClosing()).isTrue();
		assertThat(one.openTurn().isAgain()).isTrue();
	}

	@Test
	void inactiveStreamsAreClosedUnlessTheyOweMessages() {
		List<Tracked> live = List.of(openIdle("one").get(0), openOwed("two"));
		live.get(0).received(message(10));
		this.slots.closeInactive(START.plusSeconds(9), 2 * TURN);
		assertThat(live).noneMatch((conversation) -> conversation.openTurn().isClosing());
		this.slots.closeInactive(START.plusSeconds(10), 2 * TURN);
		assertThat(live.get(0).openTurn().isClosing()).isTrue();
		assertThat(live.get(1).openTurn().isClosing()).isFalse();
	}

	@Test
	void spareSlotsAreThoseThatNobodyHasOrWaitsFor() {
		assertThat(this.slots.spare()).isEqualTo(2);
		openIdle("one");
		assertThat(this.slots.spare()).isEqualTo(1);
		want("two");
		want("three");
		assertThat(this.slots.spare()).isZero();
	}

	@Test
	void roomIsWhereNobodyHasMoreToSay() {
		assertThat(this.slots.room(0)).isEqualTo(2);
		Tracked idle = openIdle("one").get(0);
		Tracked owed = openOwed("two");
		assertThat(this.slots.room(TURN - 1)).isZero();
		assertThat(this.slots.room(TURN)).isEqualTo(1);
		want("three");
		assertThat(this.slots.room(TURN)).isZero();
		this.slots.makeRoom(TURN);
		assertThat(this.slots.room(TURN)).isZero();
		this.slots.ended(idle, State.RESTING);
		this.slots.ended(owed, State.RESTING);
		assertThat(this.slots.room(TURN)).isEqualTo(1);
	}

	@Test
	void forgottenConversationLeavesTheQueue() {
		this.slots.forget(want("one"));
		assertThat(this.slots.next()).isNull();
	}

	private List<Tracked> openIdle(String... ids) {
		for (String id : ids) {
			want(id);
		}
		List<Tracked> live = open(ids.length);
		live.forEach((conversation) -> conversation.openTurn().connected(0));
		return live;
	}

	private Tracked openOwed(String id) {
		Tracked conversation = conversation(id);
		conversation.listed(START.plusSeconds(10), 1);
		this.slots.want(conversation);
		open(1).get(0).openTurn().connected(0);
		return conversation;
	}

	private List<Tracked> open(int count) {
		List<Tracked> live = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			live.add(Objects.requireNonNull(this.slots.next()));
		}
		return live;
	}

	private Tracked want(String id) {
		Tracked conversation = conversation(id);
		this.slots.want(conversation);
		return conversation;
	}

	private static Tracked conversation(String id) {
		return new Tracked(id, new Checkpoint(1, START.toString(), null));
	}

	private static StreamMessage message(int second) {
		return new StreamMessage("msg_" + second, "cnv", MessageRole.USER, "text", "text", START.plusSeconds(second),
				Map.of());
	}

}
