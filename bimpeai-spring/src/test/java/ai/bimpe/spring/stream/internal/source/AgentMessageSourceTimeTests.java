package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.source.StandInAgent.Opening;
import ai.bimpe.spring.stream.internal.source.StandInAgent.StandInConversation;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the pace of an {@link AgentMessageSource}, in time that the test advances.
 */
class AgentMessageSourceTimeTests {

	private static final Duration STEP = Duration.ofMillis(10);

	private static final AgentStreamSettings FAST = AgentStreamSettings.DEFAULTS
		.withPollInterval(Duration.ofMillis(100))
		.withRequestsPerMinute(6000);

	private final VirtualTime time = new VirtualTime();

	private final Checkpoint start = new Checkpoint(1, this.time.now().minusSeconds(1).toString(), null);

	private final StandInAgent agent = new StandInAgent(this.time);

	private final SourceRecorder recorder = new SourceRecorder(Long.MAX_VALUE);

	@AfterEach
	void stop() {
		this.recorder.cancel();
	}

	@Test
	void listStaysWithinBudget() {
		this.agent.newConversations(250);
		open(FAST.withRequestsPerMinute(600).withPollInterval(Duration.ofMillis(20)), (id) -> this.start);
		this.time.advanceUntil(STEP, () -> this.agent.lists.size() > 20);
		assertThat(this.agent.lists.get(20).minus(this.agent.lists.get(0)))
			.isGreaterThanOrEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void streamsAreOpenedAtSteadyPace() {
		this.agent.newConversations(21).forEach((conversation) -> conversation.receives("m"));
		open(FAST.withMaxLive(21).withPollInterval(Duration.ofMillis(1050)), (id) -> this.start);
		this.time.advanceUntil(STEP, () -> this.recorder.count() == 21);
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
				assertThat(event.delay()).isEqualTo(Duration.ofHours(1));
				assertThat(event.cause()).isInstanceOf(RateLimitException.class);
			});
		this.time.advance(Duration.ofMinutes(59));
		assertThat(this.agent.lists).hasSize(1);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.agent.lists).hasSize(2);
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
		this.time.advanceUntil(STEP, () -> this.recorder.count() == 5);
		assertThat(this.agent.openStreams()).isEqualTo(5);
		assertThat(this.time.elapsed()).isLessThan(Duration.ofSeconds(60));
	}

	@Test
	void refusedOpeningIsWaitedOutByAllOpeningsAsLongAsTheServerAsks() {
		StandInConversation first = this.agent.newConversation();
		first.receives("m");
		first.failOpening(TestFailures.rateLimited(ErrorCode.TOO_MANY_REQUESTS, Duration.ofMinutes(5)));
		open(FAST.withMaxLive(3), (id) -> this.start);
		this.time.advanceUntil(STEP, () -> !this.recorder.others(first.id).isEmpty());
		this.agent.newConversations(2).forEach((conversation) -> conversation.receives("m"));
		this.time.advanceUntil(Duration.ofSeconds(1), () -> this.recorder.count() == 3);
		assertThat(this.agent.openings).hasSize(4);
		assertThat(this.agent.openings.get(1).at().minus(this.agent.openings.get(0).at()))
			.isGreaterThanOrEqualTo(Duration.ofMinutes(5));
		assertThat(this.agent.lists).filteredOn((at) -> at.compareTo(this.agent.openings.get(1).at()) < 0)
			.hasSizeGreaterThan(1);
	}

	@Test
	void overloadedSessionsTakeTurns() {
		this.agent.maxStreams(3);
		List<StandInConversation> busy = this.agent.newConversations(10);
		open(FAST.withMaxLive(3), (id) -> this.start);
		this.time.advanceUntil(STEP, () -> {
			busy.forEach((conversation) -> conversation.receives("m"));
			return busy.stream().allMatch((conversation) -> this.recorder.ids(conversation.id).size() > 50);
		});
		this.time.advanceUntil(STEP, () -> busy.stream()
			.allMatch((conversation) -> this.recorder.ids(conversation.id).size() == conversation.ids().size()));
		assertThat(busy)
			.allSatisfy((conversation) -> assertThat(this.recorder.ids(conversation.id)).isEqualTo(conversation.ids()));
	}

	@Test
	void everyConversationIsAskedOnceAndTheBudgetIsKept() {
		List<StandInConversation> conversations = this.agent.newConversations(20);
		Map<String, Checkpoint> checkpoints = acknowledged(conversations);
		open(FAST.withMaxLive(2).withPollInterval(Duration.ofMillis(40)).withRequestsPerMinute(200), checkpoints::get);
		this.time.advanceUntil(STEP, () -> this.agent.openings.size() == 20);
		int lists = this.agent.lists.size();
		this.time.advanceUntil(STEP, () -> this.agent.lists.size() == lists + 4);
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
		open(FAST.withPollInterval(Duration.ofMillis(500)).withMaxLive(1), acknowledged::get);
		this.time.advanceUntil(Duration.ofMillis(20), () -> {
			busy.receives("m");
			return !this.recorder.ids(doubtful.id).isEmpty();
		});
		assertThat(this.recorder.ids(doubtful.id)).containsExactly(twin.id());
	}

	private static Map<String, Checkpoint> acknowledged(List<StandInConversation> conversations) {
		return conversations.stream().collect(Collectors.toMap((conversation) -> conversation.id, (conversation) -> {
			StreamMessage message = conversation.receives("first");
			return new Checkpoint(1, String.valueOf(message.id()), message.createdAt());
		}));
	}

	private void open(AgentStreamSettings settings, Function<String, Checkpoint> checkpoints) {
		new AgentMessageSource(this.agent.client, "agt_1", settings, RetrySettings.DEFAULTS, this.time.source(), 0,
				(id) -> true)
			.open(checkpoints)
			.subscribe(this.recorder);
	}

}
