package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import ai.bimpe.spring.stream.internal.source.StandInAgent.Opening;
import ai.bimpe.spring.stream.internal.source.StandInAgent.StandInConversation;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.retry.backoff.FixedBackOffPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an {@link AgentMessageSource}, in time that the test advances.
 */
@ExtendWith(OutputCaptureExtension.class)
class AgentMessageSourceTimeTests {

	private static final Duration STEP = Duration.ofMillis(10);

	private static final AgentStreamSettings FAST = AgentStreamSettings.DEFAULTS
		.withPollInterval(Duration.ofMillis(100))
		.withRequestsPerMinute(6000);

	private static final AgentStreamSettings NOTHING_LIVE = FAST.withActiveWindow(Duration.ofMillis(1));

	private final VirtualTime time = new VirtualTime();

	private final Checkpoint start = new Checkpoint(1, this.time.now().minusSeconds(1).toString(), null);

	private final StandInAgent agent = new StandInAgent(this.time);

	private SourceRecorder recorder = new SourceRecorder(Long.MAX_VALUE);

	private final ConversationControl control = TestControls.none();

	private RequestWaits waits = ExactWaits.ofRequests(RetrySettings.DEFAULTS);

	@AfterEach
	void stop() {
		this.recorder.cancel();
	}

	@Test
	void listStaysWithinBudget() {
		this.agent.newConversations(250);
		open(FAST.withRequestsPerMinute(600).withPollInterval(Duration.ofMillis(20)), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.agent.lists.size() > 20);
		assertThat(this.agent.lists.get(20).minus(this.agent.lists.get(0)))
			.isGreaterThanOrEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void streamsAreOpenedAtSteadyPace() {
		this.agent.newConversations(21).forEach((conversation) -> conversation.receives("m"));
		open(FAST.withMaxLive(21).withPollInterval(Duration.ofMillis(1050)), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 21);
		assertThat(this.agent.openings).hasSize(21);
		assertThat(this.agent.openings.get(20).at().minus(this.agent.openings.get(0).at()))
			.isGreaterThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void longRetryAfterOfTheListIsWaitedOut() {
		this.agent.failList(TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, Duration.ofHours(1)));
		open(FAST, (id) -> this.start);
		assertThat(this.recorder.listEvents()).singleElement()
			.isInstanceOfSatisfying(StreamEvent.Reconnecting.class, (event) -> {
				assertThat(event.delay()).isEqualTo(Duration.ofHours(1).plusMillis(500));
				assertThat(event.cause()).isInstanceOf(RateLimitException.class);
			});
		this.time.advance(Duration.ofHours(1).plusMillis(499));
		assertThat(this.agent.lists).hasSize(1);
		this.time.advance(Duration.ofMillis(1));
		assertThat(this.agent.lists).hasSize(2);
	}

	@Test
	void waitThatNoTimerCanCountEndsNeitherTheSourceNorItsStreams() {
		StandInConversation conversation = this.agent.newConversation();
		conversation.receives("first");
		open(FAST, (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		this.agent.failList(TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, Duration.ofSeconds(Long.MAX_VALUE)));
		this.time.advance(Duration.ofMinutes(5));
		assertThat(this.recorder.failure()).isNull();
		conversation.receives("second");
		assertThat(this.recorder.texts(conversation.id)).containsExactly("first", "second");
	}

	@Test
	void refusedTicketDoesNotLowerTheNumberThatIsLive() {
		List<StandInConversation> conversations = this.agent.newConversations(5);
		conversations.forEach((conversation) -> conversation.receives("m"));
		for (int i = 0; i < 3; i++) {
			conversations.get(0).failOpening(TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, null));
		}
		// A lower number would stay for twelve of these intervals.
		open(FAST.withMaxLive(50).withPollInterval(Duration.ofSeconds(10)), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 5);
		assertThat(this.agent.openStreams()).isEqualTo(5);
		assertThat(this.time.elapsed()).isLessThan(Duration.ofSeconds(60));
	}

	@Test
	void refusedOpeningIsWaitedOutByAllOpeningsAsLongAsTheServerAsks() {
		StandInConversation first = this.agent.newConversation();
		first.receives("m");
		first.failOpening(TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, Duration.ofMinutes(5)));
		open(FAST.withMaxLive(3), (id) -> this.start);
		this.time.runUntil(STEP, () -> !this.recorder.others(first.id).isEmpty());
		this.agent.newConversations(2).forEach((conversation) -> conversation.receives("m"));
		this.time.runUntil(Duration.ofSeconds(1), () -> this.recorder.count() == 3);
		assertThat(this.agent.openings).hasSize(4);
		assertThat(this.agent.openings.get(1).at().minus(this.agent.openings.get(0).at()))
			.isEqualTo(Duration.ofMinutes(5).plusMillis(500));
		assertThat(this.agent.lists).filteredOn((at) -> at.compareTo(this.agent.openings.get(1).at()) < 0)
			.hasSizeGreaterThan(1);
	}

	@Test
	void refusalsInRowAreWaitedOutLongerAndLongerUntilAnOpeningSucceeds() {
		StandInConversation conversation = this.agent.newConversation();
		conversation.receives("m");
		for (int i = 0; i < 6; i++) {
			conversation.failOpening(TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, null));
		}
		open(FAST, (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		assertThat(reconnects(conversation)).extracting(StreamEvent.Reconnecting::delay)
			.extracting(Duration::toMillis)
			.containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 8000L);
		assertThat(reconnects(conversation)).extracting(StreamEvent.Reconnecting::attempt)
			.containsExactly(1, 2, 3, 4, 5, 6);
		conversation.failOpening(TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, null));
		conversation.dropStream();
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 1);
		assertThat(reconnects(conversation)).element(7)
			.extracting(StreamEvent.Reconnecting::delay)
			.isEqualTo(Duration.ofMillis(500));
	}

	@Test
	void conversationWhoseStreamIsGreetedAndClosedIsOpenedLessAndLessOften() {
		StandInConversation conversation = this.agent.newConversation();
		conversation.receives("m");
		open(FAST, (id) -> this.start);
		for (int i = 0; i < 6; i++) {
			this.time.runUntil(STEP, () -> this.agent.openStreams() == 1);
			conversation.heartbeat();
			conversation.dropStream();
		}
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 1);
		this.time.advance(Duration.ofMinutes(1));
		conversation.dropStream();
		assertThat(reconnects(conversation)).extracting(StreamEvent.Reconnecting::delay)
			.extracting(Duration::toMillis)
			.containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 8000L, 500L);
		assertThat(reconnects(conversation)).allSatisfy((event) -> assertThat(event.attempt()).isEqualTo(1));
	}

	// The wait after a refusal is drawn from zero: whatever it is, everybody's turn
	// comes.
	@ParameterizedTest
	@ValueSource(longs = { 0, 40, 500 })
	void overloadedSessionsTakeTurnsThoughTheServerLearnsLateOfClosedStreams(long wait) {
		FixedBackOffPolicy waits = new FixedBackOffPolicy();
		waits.setBackOffPeriod(wait);
		this.waits = new RequestWaits(waits, Duration.ofMinutes(1), Duration.ofMinutes(1));
		this.agent.latency(Duration.ofMillis(60));
		overloadedSessionsTakeTurns();
		assertThat(this.agent.openings).hasSizeGreaterThan(this.agent.connected());
	}

	@Test
	void overloadedSessionsTakeTurns() {
		this.agent.maxStreams(3);
		List<StandInConversation> busy = this.agent.newConversations(10);
		open(FAST.withMaxLive(3), (id) -> this.start);
		this.time.runUntil(STEP, () -> {
			busy.forEach((conversation) -> conversation.receives("m"));
			return busy.stream().allMatch((conversation) -> this.recorder.ids(conversation.id).size() > 50);
		});
		this.time.runUntil(STEP, () -> busy.stream()
			.allMatch((conversation) -> this.recorder.ids(conversation.id).size() == conversation.ids().size()));
		assertThat(busy)
			.allSatisfy((conversation) -> assertThat(this.recorder.ids(conversation.id)).isEqualTo(conversation.ids()));
	}

	@Test
	void everyConversationIsAskedOnceAndTheBudgetIsKept() {
		List<StandInConversation> conversations = this.agent.newConversations(20);
		Map<String, Checkpoint> checkpoints = acknowledged(conversations);
		open(FAST.withMaxLive(2).withPollInterval(Duration.ofMillis(40)).withRequestsPerMinute(200),
				(id) -> Objects.requireNonNull(checkpoints.get(id)));
		this.time.runUntil(STEP, () -> this.agent.openings.size() == 20);
		int lists = this.agent.lists.size();
		this.time.runUntil(STEP, () -> this.agent.lists.size() == lists + 4);
		assertThat(this.agent.openings).extracting(Opening::conversationId).hasSize(20).doesNotHaveDuplicates();
		for (int i = 1; i < this.agent.lists.size(); i++) {
			assertThat(this.agent.lists.get(i).minus(this.agent.lists.get(i - 1)))
				.isGreaterThanOrEqualTo(Duration.ofMillis(300));
		}
		assertThat(this.recorder.count()).isZero();
	}

	@Test
	void twinComesInWhileOthersKeepEveryStreamBusy() {
		List<StandInConversation> conversations = this.agent.newConversations(2);
		StandInConversation doubtful = conversations.get(0);
		StandInConversation busy = conversations.get(1);
		Map<String, Checkpoint> acknowledged = acknowledged(conversations);
		StreamMessage twin = doubtful.receives("twin");
		open(FAST.withPollInterval(Duration.ofMillis(500)).withMaxLive(1),
				(id) -> Objects.requireNonNull(acknowledged.get(id)));
		this.time.runUntil(Duration.ofMillis(20), () -> {
			busy.receives("m");
			return !this.recorder.ids(doubtful.id).isEmpty();
		});
		assertThat(this.recorder.ids(doubtful.id)).containsExactly(twin.id());
	}

	@Test
	void refusedStreamsLowerTheNumberThatIsLiveUntilThereIsRoomAgain() {
		this.agent.maxStreams(2);
		List<StandInConversation> conversations = this.agent.newConversations(5);
		conversations.forEach((conversation) -> conversation.receives("m"));
		open(FAST.withMaxLive(5), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 5);
		assertThat(this.agent.openStreams()).isLessThanOrEqualTo(2);
		assertThat(this.agent.openings).hasSizeLessThan(30);
		this.agent.maxStreams(5);
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 5);
		assertThat(conversations)
			.allSatisfy((conversation) -> assertThat(this.recorder.texts(conversation.id)).containsExactly("m"));
	}

	@Test
	void conversationWhoseLastMessageIsUnknownToTheServerContinuesByTime(CapturedOutput output) {
		StandInConversation conversation = this.agent.newConversation();
		StreamMessage known = conversation.receives("known");
		conversation.receives("new");
		conversation.failOpening(TestFailures.notFound());
		open(FAST, (id) -> new Checkpoint(1, String.valueOf(known.id()), known.createdAt()));
		this.time.runUntil(STEP, () -> this.recorder.count() > 0);
		assertThat(this.recorder.texts(conversation.id)).containsExactly("new");
		assertThat(this.agent.openings).hasSize(2);
		assertThat(this.time.elapsed()).isLessThan(Duration.ofMinutes(1));
		assertThat(output).contains("The server does not know message '" + known.id() + "'");
	}

	@Test
	void conversationThatIsGoneIsTriedAgainAfterMinuteAndCostsOnlyItself() {
		StandInConversation gone = this.agent.newConversation();
		StandInConversation other = this.agent.newConversation();
		StreamMessage known = gone.receives("known");
		gone.receives("new");
		gone.failOpening(TestFailures.notFound());
		gone.failOpening(TestFailures.notFound());
		open(FAST, (id) -> id.equals(gone.id) ? new Checkpoint(1, String.valueOf(known.id()), known.createdAt())
				: this.start);
		other.receives("hello");
		this.time.runUntil(STEP, () -> this.recorder.count() > 0);
		assertThat(this.recorder.texts(other.id)).containsExactly("hello");
		this.time.runUntil(STEP, () -> this.recorder.count() > 1);
		assertThat(this.recorder.texts(gone.id)).containsExactly("new");
		assertThat(this.time.elapsed()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void listIsReadAndStreamsAreOpenedWhileThereIsNoRoomForMessages() {
		StandInConversation first = this.agent.newConversation();
		first.receives("one");
		this.control.holdAll();
		open(FAST.withMaxLive(10), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 1);
		StandInConversation second = this.agent.newConversation();
		second.receives("two");
		int lists = this.agent.lists.size();
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 2 && this.agent.lists.size() >= lists + 3);
		assertThat(this.recorder.count()).isZero();
		this.control.admit(1);
		assertThat(this.recorder.texts(first.id)).containsExactly("one");
		assertThat(this.recorder.texts(second.id)).isEmpty();
		this.control.admit(2);
		assertThat(this.recorder.texts(second.id)).containsExactly("two");
		first.receives("three");
		assertThat(this.recorder.texts(first.id)).containsExactly("one", "three");
	}

	@Test
	void messageThatWaitsForRoomLeavesWithItsStream() {
		StandInConversation gone = this.agent.newConversation();
		gone.receives("one");
		this.control.holdAll();
		open(FAST.withMaxLive(10), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 1);
		StandInConversation other = this.agent.newConversation();
		other.receives("two");
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 2);
		this.recorder.cancel();
		assertThat(this.agent.openStreams()).isZero();
		this.control.admit(1);
		assertThat(this.recorder.count()).isZero();
	}

	@Test
	void retryOpensRefusedConversationAtOnce() {
		StandInConversation conversation = this.agent.newConversation();
		conversation.receives("m");
		conversation.failOpening(TestFailures.refusedKey(false));
		open(FAST, (id) -> this.start);
		this.time.runUntil(STEP, () -> this.agent.openings.size() == 1);
		this.control.retry();
		this.time.runUntil(STEP, () -> this.recorder.count() > 0);
		assertThat(this.time.elapsed()).isLessThan(Duration.ofMinutes(1));
	}

	@Test
	void waitsBeforeConversationIsOpenedAgainAreThoseOfTheAccount() {
		this.waits = ExactWaits.ofRequests(
				RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(40)).withMaxDelay(Duration.ofMillis(100)));
		StandInConversation conversation = this.agent.newConversation();
		conversation.receives("m");
		for (int i = 0; i < 5; i++) {
			conversation.failOpening(new ApiTimeoutException("Slow", null, true));
		}
		open(FAST.withMaxLive(100), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		assertThat(reconnects(conversation)).extracting(StreamEvent.Reconnecting::delay)
			.extracting(Duration::toMillis)
			.containsExactly(40L, 80L, 100L, 100L, 100L);
		Duration first = this.agent.openings.get(0).at();
		assertThat(this.agent.openings).extracting((opening) -> opening.at().minus(first).toMillis())
			.containsExactly(0L, 40L, 120L, 220L, 320L, 420L);
	}

	@Test
	void failingListOnlyDelays() {
		this.agent.failList(new ApiTimeoutException("Slow", null, true));
		this.agent.failList(new ApiTimeoutException("Slow", null, true));
		open(FAST, (id) -> this.start);
		this.agent.newConversation().receives("m");
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		assertThat(this.recorder.listEvents()).hasSize(3);
		assertThat(this.recorder.listEvents().subList(0, 2)).allMatch(StreamEvent.Reconnecting.class::isInstance)
			.extracting((event) -> ((StreamEvent.Reconnecting) event).attempt())
			.containsExactly(1, 2);
		assertThat(this.recorder.listEvents().get(2)).isInstanceOf(StreamEvent.Connected.class);
		assertThat(this.agent.lists).startsWith(Duration.ZERO, Duration.ofMillis(500), Duration.ofMillis(1500));
	}

	@Test
	void storeThatIsDownEndsNeitherTheSourceNorItsStreams() {
		StandInConversation live = this.agent.newConversation();
		live.receives("before");
		AtomicInteger refused = new AtomicInteger();
		open(FAST, (id) -> {
			if (!id.equals(live.id) && refused.incrementAndGet() <= 2) {
				throw new CheckpointStoreException(new IllegalStateException("Down"));
			}
			return this.start;
		});
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		StandInConversation created = this.agent.newConversation();
		created.receives("first");
		this.time.runUntil(STEP, () -> refused.get() > 0);
		live.receives("meanwhile");
		this.time.runUntil(STEP, () -> this.recorder.count() == 3);
		assertThat(refused).hasValue(3);
		assertThat(this.recorder.texts(live.id)).containsExactly("before", "meanwhile");
		assertThat(this.recorder.texts(created.id)).containsExactly("first");
		assertThat(this.agent.openings).hasSize(2);
		assertThat(this.recorder.failure()).isNull();
	}

	@Test
	void slowConsumerKeepsTheOrderWhileStreamsTakeTurns() {
		List<StandInConversation> conversations = this.agent.newConversations(4);
		conversations.forEach((conversation) -> IntStream.range(0, 60).forEach((i) -> conversation.receives("m" + i)));
		this.recorder = new SourceRecorder(0);
		open(FAST.withMaxLive(2).withPollInterval(Duration.ofMillis(20)), (id) -> this.start);
		this.time.runUntil(Duration.ofMillis(2), () -> {
			this.recorder.request(1);
			return this.recorder.count() == 240;
		});
		assertThat(conversations)
			.allSatisfy((conversation) -> assertThat(this.recorder.ids(conversation.id)).isEqualTo(conversation.ids()));
	}

	@Test
	void nothingComesInBeyondDemand() {
		StandInConversation conversation = this.agent.newConversation();
		IntStream.range(0, 100).forEach((i) -> conversation.receives("m" + i));
		this.recorder = new SourceRecorder(5);
		open(FAST, (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() > 0);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.recorder.count()).isLessThanOrEqualTo(5);
		this.recorder.requestUnbounded();
		this.time.runUntil(STEP, () -> this.recorder.count() == 100);
		assertThat(this.recorder.ids(conversation.id)).isEqualTo(conversation.ids());
	}

	@Test
	void recentConversationIsLiveAlthoughNothingIsOwed() {
		Map<String, Checkpoint> acknowledged = acknowledged(this.agent.newConversations(1));
		open(FAST, (id) -> Objects.requireNonNull(acknowledged.get(id)));
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 1);
		assertThat(this.recorder.count()).isZero();
	}

	@Test
	void quietConversationIsClosedAndItsNextMessageFoundByPolling() {
		StandInConversation conversation = this.agent.newConversation();
		conversation.receives("first");
		open(NOTHING_LIVE, (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 0);
		conversation.receives("second");
		this.time.runUntil(STEP, () -> this.recorder.count() == 2);
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 0);
		assertThat(this.recorder.texts(conversation.id)).containsExactly("first", "second");
	}

	@Test
	void quietConversationCostsNoStreamOnceItWasAsked() {
		Map<String, Checkpoint> acknowledged = acknowledged(this.agent.newConversations(1));
		open(NOTHING_LIVE, (id) -> Objects.requireNonNull(acknowledged.get(id)));
		this.time.runUntil(STEP, () -> this.agent.openings.size() == 1);
		int lists = this.agent.lists.size();
		this.time.runUntil(STEP, () -> this.agent.lists.size() >= lists + 10);
		assertThat(this.agent.openings).hasSize(1);
	}

	@Test
	void checkpointWithoutTimeIsCaughtUpOnce() {
		StandInConversation conversation = this.agent.newConversation();
		StreamMessage known = conversation.receives("known");
		conversation.receives("missed");
		open(NOTHING_LIVE, (id) -> new Checkpoint(1, String.valueOf(known.id()), null));
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		assertThat(this.recorder.texts(conversation.id)).containsExactly("missed");
	}

	@Test
	void conversationOfAnotherPartIsNotFollowed() {
		List<StandInConversation> conversations = this.agent.newConversations(2);
		conversations.get(1).receives("theirs");
		conversations.get(0).receives("ours");
		open(FAST, (id) -> this.start, (id) -> id.equals(conversations.get(0).id));
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		int lists = this.agent.lists.size();
		this.time.runUntil(STEP, () -> this.agent.lists.size() >= lists + 3);
		assertThat(this.recorder.count()).isOne();
		assertThat(this.agent.openings).extracting(Opening::conversationId).containsOnly(conversations.get(0).id);
	}

	@Test
	void partsShareBudgetAndStreams() {
		this.agent.newConversations(6).forEach((conversation) -> conversation.receives("m"));
		open(FAST.withMaxLive(6).withShards(3).withActiveWindow(Duration.ofMinutes(10)), (id) -> this.start);
		this.time.runUntil(STEP, () -> {
			assertThat(this.agent.openStreams()).isLessThanOrEqualTo(2);
			return this.recorder.count() == 6;
		});
	}

	private List<StreamEvent.Reconnecting> reconnects(StandInConversation conversation) {
		return this.recorder.others(conversation.id)
			.stream()
			.filter(StreamEvent.Reconnecting.class::isInstance)
			.map(StreamEvent.Reconnecting.class::cast)
			.toList();
	}

	private static Map<String, Checkpoint> acknowledged(List<StandInConversation> conversations) {
		return conversations.stream().collect(Collectors.toMap((conversation) -> conversation.id, (conversation) -> {
			StreamMessage message = conversation.receives("first");
			return new Checkpoint(1, String.valueOf(message.id()), message.createdAt());
		}));
	}

	private void open(AgentStreamSettings settings, SourceCheckpoints checkpoints) {
		open(settings, checkpoints, (id) -> true);
	}

	private void open(AgentStreamSettings settings, SourceCheckpoints checkpoints, Predicate<String> inShard) {
		new AgentMessageSource(this.agent.client, "agt_1", settings, this.waits, this.time.source(),
				Schedulers.immediate(), 0, inShard, new ConversationPollers(this.time.source()), "all")
			.open(checkpoints, this.control)
			.subscribe(this.recorder);
	}

}
