package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.source.ConversationState.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionScheduler}.
 */
class SessionSchedulerTests {

	private static final Instant START = Instant.parse("2026-07-04T07:00:00Z");

	private static final long SESSION_TIME = Duration.ofSeconds(5).toNanos();

	private final SessionScheduler sessionScheduler = new SessionScheduler(2, Duration.ofSeconds(5),
			Duration.ofMinutes(1));

	@Test
	void opensInTheOrderOfTheQueueUpToTheLimit() {
		ConversationState one = want("one");
		ConversationState two = want("two");
		want("three");
		assertThat(this.sessionScheduler.next()).isSameAs(one);
		assertThat(this.sessionScheduler.next()).isSameAs(two);
		assertThat(this.sessionScheduler.next()).isNull();
		assertThat(one.state()).isEqualTo(State.LIVE);
	}

	@Test
	void queuesNobodyTwice() {
		ConversationState one = want("one");
		this.sessionScheduler.want(one);
		open(1);
		this.sessionScheduler.want(one);
		assertThat(this.sessionScheduler.next()).isNull();
		this.sessionScheduler.ended(one, State.BACKING_OFF);
		this.sessionScheduler.want(one);
		assertThat(this.sessionScheduler.next()).isNull();
	}

	@Test
	void closesNobodyWhenNobodyWaits() {
		List<ConversationState> live = openIdle("one", "two");
		this.sessionScheduler.makeRoom(10 * SESSION_TIME);
		assertThat(live).noneMatch((conversation) -> conversation.openSession().isClosing());
	}

	@Test
	void longestSilentGivesWay() {
		List<ConversationState> live = openIdle("one", "two");
		live.get(0).received(message(20));
		live.get(1).received(message(10));
		want("three");
		this.sessionScheduler.makeRoom(2 * SESSION_TIME);
		assertThat(live.get(0).openSession().isClosing()).isFalse();
		assertThat(live.get(1).openSession().isClosing()).isTrue();
		assertThat(live.get(1).openSession().isAgain()).isFalse();
	}

	@Test
	void closesAsManyAsWaitAndNoMore() {
		List<ConversationState> live = openIdle("one", "two");
		want("three");
		this.sessionScheduler.makeRoom(SESSION_TIME);
		this.sessionScheduler.makeRoom(SESSION_TIME);
		assertThat(live).filteredOn((conversation) -> conversation.openSession().isClosing()).hasSize(1);
		want("four");
		this.sessionScheduler.makeRoom(SESSION_TIME);
		assertThat(live).allMatch((conversation) -> conversation.openSession().isClosing());
	}

	@Test
	void busyStreamGivesWayAfterItsTurnAndQueuesAgain() {
		List<ConversationState> live = openIdle("one", "two");
		live.get(1).openSession().connected(1);
		want("three");
		live.forEach((conversation) -> conversation.openSession().received(SESSION_TIME - 1));
		this.sessionScheduler.makeRoom(SESSION_TIME - 1);
		assertThat(live).noneMatch((conversation) -> conversation.openSession().isClosing());
		this.sessionScheduler.makeRoom(SESSION_TIME);
		assertThat(live.get(0).openSession().isClosing()).isTrue();
		assertThat(live.get(0).openSession().isAgain()).isTrue();
		assertThat(live.get(1).openSession().isClosing()).isFalse();
	}

	@Test
	void silentStreamThatOwesMessagesQueuesAgain() {
		List<ConversationState> live = openIdle("one", "two");
		live.forEach((conversation) -> conversation.listed(START.plusSeconds(1)));
		want("three");
		this.sessionScheduler.makeRoom(SESSION_TIME);
		assertThat(live).filteredOn((conversation) -> conversation.openSession().isClosing())
			.singleElement()
			.satisfies((conversation) -> assertThat(conversation.openSession().isAgain()).isTrue());
	}

	@Test
	void streamThatIsNotConnectedGivesNoWay() {
		want("one");
		want("two");
		List<ConversationState> live = open(2);
		want("three");
		this.sessionScheduler.makeRoom(100 * SESSION_TIME);
		assertThat(live).noneMatch((conversation) -> conversation.openSession().isClosing());
	}

	@Test
	void refusalLowersTheLimitToWhatIsConnectedUntilItIsLongAgo() {
		openIdle("one");
		ConversationState refused = want("two");
		open(1);
		this.sessionScheduler.ended(refused, State.RESTING);
		this.sessionScheduler.refused(0);
		this.sessionScheduler.want(refused);
		assertThat(this.sessionScheduler.next()).isNull();
		this.sessionScheduler.recover(Duration.ofMinutes(1).toNanos() - 1);
		assertThat(this.sessionScheduler.next()).isNull();
		this.sessionScheduler.recover(Duration.ofMinutes(1).toNanos());
		assertThat(this.sessionScheduler.next()).isSameAs(refused);
		this.sessionScheduler.recover(Duration.ofMinutes(9).toNanos());
		want("three");
		assertThat(this.sessionScheduler.next()).isNull();
	}

	@Test
	void limitRecoversByDoubling() {
		SessionScheduler sessionScheduler = new SessionScheduler(10, Duration.ofSeconds(5), Duration.ofMinutes(1));
		sessionScheduler.refused(0);
		List<Integer> spare = new ArrayList<>();
		for (int minute = 1; minute <= 5; minute++) {
			sessionScheduler.recover(Duration.ofMinutes(minute).toNanos());
			spare.add(sessionScheduler.spare());
		}
		assertThat(spare).containsExactly(2, 4, 8, 10, 10);
	}

	@Test
	void refusalLeavesOneToTry() {
		ConversationState one = want("one");
		ConversationState two = want("two");
		open(2);
		this.sessionScheduler.ended(one, State.BACKING_OFF);
		this.sessionScheduler.refused(0);
		assertThat(two.openSession().isClosing()).isFalse();
		assertThat(this.sessionScheduler.spare()).isZero();
	}

	@Test
	void refusalSendsThoseWhoAreAboutToConnectBackToTheQueue() {
		SessionScheduler sessionScheduler = new SessionScheduler(4, Duration.ofSeconds(5), Duration.ofMinutes(1));
		List<ConversationState> live = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			sessionScheduler.want(conversation("cnv_" + i));
			live.add(Objects.requireNonNull(sessionScheduler.next()));
		}
		live.get(0).openSession().connected(0);
		sessionScheduler.ended(live.get(1), State.BACKING_OFF);
		sessionScheduler.refused(0);
		assertThat(live.get(0).openSession().isClosing()).isFalse();
		assertThat(live.subList(2, 4))
			.allMatch((conversation) -> conversation.openSession().isClosing() && conversation.openSession().isAgain());
	}

	@Test
	void silentSessionSettlesWhatTheListHadToldBeforeIt() {
		ConversationState one = openOwed("one");
		openIdle("two").get(0).openSession().connected(1);
		want("three");
		this.sessionScheduler.makeRoom(SESSION_TIME);
		assertThat(one.openSession().isClosing()).isTrue();
		this.sessionScheduler.ended(one, State.RESTING);
		assertThat(one.isOwed()).isFalse();
	}

	@Test
	void turnThatBroughtMessagesSettlesNothingMore() {
		ConversationState one = openOwed("one");
		openIdle("two").get(0).openSession().connected(1);
		want("three");
		this.sessionScheduler.makeRoom(SESSION_TIME);
		assertThat(one.openSession().isClosing()).isTrue();
		one.openSession().received(SESSION_TIME);
		this.sessionScheduler.ended(one, State.RESTING);
		assertThat(one.isOwed()).isTrue();
	}

	@Test
	void turnThatWasConnectedTooLateSettlesNothing() {
		openIdle("one");
		ConversationState two = conversation("two");
		two.listed(START.plusSeconds(10));
		this.sessionScheduler.want(two);
		open(1);
		this.sessionScheduler.refused(0);
		assertThat(two.openSession().isClosing()).isTrue();
		two.openSession().connected(0);
		this.sessionScheduler.ended(two, State.RESTING);
		assertThat(two.isOwed()).isTrue();
	}

	@Test
	void inactiveStreamQueuesAgainWhenTheListToldMoreSinceItWasOpened() {
		ConversationState one = openIdle("one").get(0);
		one.listed(START.plusSeconds(10));
		this.sessionScheduler.closeInactive(START.plusSeconds(10), SESSION_TIME - 1);
		assertThat(one.openSession().isClosing()).isFalse();
		this.sessionScheduler.closeInactive(START.plusSeconds(10), SESSION_TIME);
		assertThat(one.openSession().isClosing()).isTrue();
		assertThat(one.openSession().isAgain()).isTrue();
	}

	@Test
	void inactiveStreamsAreClosedUnlessTheyOweMessages() {
		List<ConversationState> live = List.of(openIdle("one").get(0), openOwed("two"));
		live.get(0).received(message(10));
		this.sessionScheduler.closeInactive(START.plusSeconds(9), 2 * SESSION_TIME);
		assertThat(live).noneMatch((conversation) -> conversation.openSession().isClosing());
		this.sessionScheduler.closeInactive(START.plusSeconds(10), 2 * SESSION_TIME);
		assertThat(live.get(0).openSession().isClosing()).isTrue();
		assertThat(live.get(1).openSession().isClosing()).isFalse();
	}

	@Test
	void spareSessionsAreThoseThatNobodyHasOrWaitsFor() {
		assertThat(this.sessionScheduler.spare()).isEqualTo(2);
		openIdle("one");
		assertThat(this.sessionScheduler.spare()).isEqualTo(1);
		want("two");
		want("three");
		assertThat(this.sessionScheduler.spare()).isZero();
	}

	@Test
	void roomIsWhereNobodyHasMoreToSay() {
		assertThat(this.sessionScheduler.room(0)).isEqualTo(2);
		ConversationState idle = openIdle("one").get(0);
		ConversationState owed = openOwed("two");
		assertThat(this.sessionScheduler.room(SESSION_TIME - 1)).isZero();
		assertThat(this.sessionScheduler.room(SESSION_TIME)).isEqualTo(1);
		want("three");
		assertThat(this.sessionScheduler.room(SESSION_TIME)).isZero();
		this.sessionScheduler.makeRoom(SESSION_TIME);
		assertThat(this.sessionScheduler.room(SESSION_TIME)).isZero();
		this.sessionScheduler.ended(idle, State.RESTING);
		this.sessionScheduler.ended(owed, State.RESTING);
		assertThat(this.sessionScheduler.room(SESSION_TIME)).isEqualTo(1);
	}

	@Test
	void forgottenConversationLeavesTheQueue() {
		this.sessionScheduler.forget(want("one"));
		assertThat(this.sessionScheduler.next()).isNull();
	}

	private List<ConversationState> openIdle(String... ids) {
		for (String id : ids) {
			want(id);
		}
		List<ConversationState> live = open(ids.length);
		live.forEach((conversation) -> conversation.openSession().connected(0));
		return live;
	}

	private ConversationState openOwed(String id) {
		ConversationState conversation = conversation(id);
		conversation.listed(START.plusSeconds(10));
		this.sessionScheduler.want(conversation);
		open(1).get(0).openSession().connected(0);
		return conversation;
	}

	private List<ConversationState> open(int count) {
		List<ConversationState> live = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			live.add(Objects.requireNonNull(this.sessionScheduler.next()));
		}
		return live;
	}

	private ConversationState want(String id) {
		ConversationState conversation = conversation(id);
		this.sessionScheduler.want(conversation);
		return conversation;
	}

	private static ConversationState conversation(String id) {
		return new ConversationState(id, new Checkpoint(1, START.toString(), null));
	}

	private static StreamMessage message(int second) {
		return new StreamMessage("msg_" + second, "cnv", MessageRole.USER, "text", "text", START.plusSeconds(second),
				Map.of());
	}

}
