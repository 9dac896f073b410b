package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiTimeoutException;
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
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an {@link AgentMessageSource} makes of conversations that its consumer
 * releases, resumes and holds, in time that the test advances.
 */
class AgentMessageSourceReleaseTests {

	private static final Duration STEP = Duration.ofMillis(10);

	private static final AgentStreamSettings FAST = AgentStreamSettings.DEFAULTS
		.withPollInterval(Duration.ofMillis(100))
		.withRequestsPerMinute(6000);

	private final VirtualTime time = new VirtualTime();

	private final Checkpoint start = new Checkpoint(1, this.time.now().minusSeconds(1).toString(), null);

	private final StandInAgent agent = new StandInAgent(this.time);

	private SourceRecorder recorder = new SourceRecorder(Long.MAX_VALUE);

	/** The conversations that were released, each with what was received before. */
	private final List<String> released = new ArrayList<>();

	private final ConversationControl control = new ConversationControl(
			(id) -> this.released.add(id + " " + this.recorder.texts(id)));

	private final StandInConversation one = this.agent.newConversation();

	private final StandInConversation other = this.agent.newConversation();

	private SourceCheckpoints reader = (id) -> this.start;

	@AfterEach
	void stop() {
		this.recorder.cancel();
	}

	@Test
	void releaseClosesOneStreamAndOthersContinue() {
		receiveFirst();
		this.control.release(this.one.id);
		assertThat(this.released).containsExactly(this.one.id + " [first]");
		this.one.receives("second");
		this.other.receives("second");
		walks(10);
		assertThat(this.agent.openStreams()).isOne();
		assertThat(this.recorder.texts(this.one.id)).containsExactly("first");
		assertThat(this.recorder.texts(this.other.id)).containsExactly("first", "second");
		assertThat(openings(this.one)).isOne();
	}

	@Test
	void releaseIsReportedBehindMessagesInFlight() {
		this.recorder = new SourceRecorder(0);
		IntStream.range(0, 5).forEach((i) -> this.one.receives("m" + i));
		open((id) -> this.start);
		this.time.runUntil(STEP, () -> {
			this.recorder.request(1);
			return this.recorder.count() == 1;
		});
		this.control.release(this.one.id);
		assertThat(this.released).isEmpty();
		this.recorder.requestUnbounded();
		assertThat(this.released).containsExactly(this.one.id + " " + this.recorder.texts(this.one.id));
		assertThat(this.recorder.texts(this.one.id)).startsWith("m0", "m1").hasSizeLessThan(5);
		assertThat(this.agent.openStreams()).isZero();
	}

	@Test
	void resumedConversationIsReadFromTheCheckpointThatStandsThen() {
		receiveFirst();
		StreamMessage second = this.one.receives("second");
		this.control.release(this.one.id);
		this.one.receives("third");
		walks(3);
		this.reader = (id) -> new Checkpoint(2, String.valueOf(second.id()), second.createdAt());
		this.control.resume(this.one.id);
		this.time.runUntil(STEP, () -> this.recorder.texts(this.one.id).size() == 3);
		this.one.receives("fourth");
		assertThat(this.recorder.texts(this.one.id)).containsExactly("first", "second", "third", "fourth");
	}

	@Test
	void nothingThatWasReceivedBeforeTheReleaseIsCarriedOver() {
		receiveFirst();
		this.one.receives("second");
		this.control.release(this.one.id);
		this.control.resume(this.one.id);
		this.time.runUntil(STEP, () -> this.recorder.texts(this.one.id).size() == 4);
		assertThat(this.recorder.texts(this.one.id)).containsExactly("first", "second", "first", "second");
	}

	@Test
	void conversationThatTheListTellsNothingNewOfIsOpenedWhenResumed() {
		receiveFirst();
		this.control.release(this.one.id);
		this.reader = (id) -> this.recorder.checkpoint(id, this.start);
		this.agent.hide(true);
		walks(10);
		int before = openings(this.one);
		this.control.resume(this.one.id);
		this.time.runUntil(STEP, () -> openings(this.one) == before + 1);
	}

	@Test
	void resumedConversationThatWaitsForStreamIsNotForgotten() {
		AgentStreamSettings single = FAST.withMaxLive(1).withPollInterval(Duration.ofSeconds(10));
		this.one.receives("first");
		open(single, (id) -> this.recorder.checkpoint(id, this.start));
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		this.control.release(this.one.id);
		this.agent.hide(true);
		this.control.resume(this.one.id);
		this.time.runUntil(STEP, () -> openings(this.one) == 2);
	}

	@Test
	void releaseIsReportedAtOnceWhenConversationIsUnknown() {
		this.agent.hide(true);
		open((id) -> this.start);
		this.control.release(this.one.id);
		assertThat(this.released).containsExactly(this.one.id + " []");
		this.one.receives("first");
		this.agent.hide(false);
		walks(10);
		assertThat(openings(this.one)).isZero();
		this.control.resume(this.one.id);
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
	}

	@Test
	void releaseIsReportedAtOnceWhenConversationIsQueued() {
		this.one.receives("first");
		this.other.receives("first");
		open(FAST.withMaxLive(1).withPollInterval(Duration.ofSeconds(5)), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		assertThat(openings(this.other)).isZero();
		this.control.release(this.other.id);
		assertThat(this.released).containsExactly(this.other.id + " []");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(openings(this.other)).isZero();
		assertThat(openings(this.one)).isOne();
	}

	@Test
	void releaseIsReportedAtOnceWhenConversationBacksOff() {
		this.one.receives("first");
		this.one.failOpening(new ApiTimeoutException("Slow", null, true));
		open((id) -> this.start);
		this.time.runUntil(STEP, () -> !this.recorder.others(this.one.id).isEmpty());
		this.control.release(this.one.id);
		assertThat(this.released).containsExactly(this.one.id + " []");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(openings(this.one)).isOne();
		this.control.resume(this.one.id);
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		assertThat(openings(this.one)).isEqualTo(2);
	}

	@Test
	void releaseIsReportedAtOnceWhenConversationIsNotLive() {
		open(FAST.withActiveWindow(Duration.ofMillis(1)), (id) -> this.start);
		walks(3);
		this.control.release(this.one.id);
		assertThat(this.released).containsExactly(this.one.id + " []");
	}

	@Test
	void releaseIsReportedOnceWhenAskedForTwice() {
		receiveFirst();
		this.control.release(this.one.id);
		this.control.release(this.one.id);
		walks(5);
		assertThat(this.released).containsExactly(this.one.id + " [first]");
		this.control.resume(this.one.id);
		this.time.runUntil(STEP, () -> this.recorder.texts(this.one.id).size() == 2);
		this.control.release(this.one.id);
		assertThat(this.released).containsExactly(this.one.id + " [first]", this.one.id + " [first, first]");
	}

	@Test
	void conversationIsReleasedAgainBeforeItsStreamIsConnected() {
		this.one.receives("first");
		open(FAST.withMaxLive(1).withPollInterval(Duration.ofSeconds(10)), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		this.control.release(this.one.id);
		this.control.resume(this.one.id);
		this.time.advance(Duration.ofSeconds(5));
		this.control.release(this.one.id);
		assertThat(this.released).containsExactly(this.one.id + " [first]", this.one.id + " [first]");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(openings(this.one)).isOne();
	}

	@Test
	void conversationIsReleasedAgainWhileTheStoreIsDown() {
		receiveFirst();
		this.control.release(this.one.id);
		AtomicInteger refused = new AtomicInteger();
		this.reader = (id) -> {
			refused.incrementAndGet();
			throw new CheckpointStoreException(new IllegalStateException("Down"));
		};
		this.control.resume(this.one.id);
		this.time.advance(Duration.ofSeconds(2));
		assertThat(refused).hasValueGreaterThan(1);
		this.control.release(this.one.id);
		assertThat(this.released).hasSize(2);
		int before = refused.get();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(refused).hasValue(before);
		this.control.resume(this.one.id);
		this.time.advance(Duration.ofMillis(10));
		this.reader = (id) -> this.start;
		this.time.runUntil(STEP, () -> this.recorder.texts(this.one.id).size() == 2);
		assertThat(this.recorder.failure()).isNull();
	}

	@Test
	void releasedConversationIsNotForgotten() {
		receiveFirst();
		this.reader = (id) -> this.recorder.checkpoint(id, this.start);
		this.control.release(this.one.id);
		this.agent.hide(true);
		walks(5);
		this.agent.hide(false);
		this.one.receives("second");
		walks(10);
		assertThat(openings(this.one)).isOne();
		this.control.resume(this.one.id);
		this.time.runUntil(STEP, () -> this.recorder.texts(this.one.id).size() == 2);
		assertThat(this.recorder.texts(this.one.id)).containsExactly("first", "second");
	}

	@Test
	void releasedConversationTakesNoTurn() {
		this.one.receives("first");
		this.other.receives("first");
		open(FAST.withMaxLive(1).withPollInterval(Duration.ofSeconds(5)), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		this.control.release(this.one.id);
		this.time.runUntil(STEP, () -> this.recorder.count() == 2);
		assertThat(this.agent.openings).extracting(Opening::conversationId).containsExactly(this.one.id, this.other.id);
	}

	@Test
	void cancelWhileConversationIsReleasedLeavesNothingBehind() {
		receiveFirst();
		this.control.release(this.one.id);
		this.recorder.cancel();
		int lists = this.agent.lists.size();
		this.control.resume(this.one.id);
		this.control.release(this.other.id);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.released).hasSize(1);
		assertThat(this.agent.lists).hasSize(lists);
		assertThat(this.agent.openStreams()).isZero();
	}

	@Test
	void heldConversationStopsNeitherOthersNorTheList() {
		receiveFirst();
		this.control.hold(this.one.id);
		IntStream.range(0, 50).forEach((i) -> this.one.receives("held"));
		IntStream.range(0, 50).forEach((i) -> this.other.receives("more"));
		walks(5);
		assertThat(this.recorder.texts(this.one.id)).containsExactly("first");
		assertThat(this.recorder.texts(this.other.id)).hasSize(51);
		StandInConversation created = this.agent.newConversation();
		created.receives("new");
		this.time.runUntil(STEP, () -> this.recorder.texts(created.id).size() == 1);
	}

	@Test
	void heldConversationContinuesInOrderWhenThereIsRoom() {
		receiveFirst();
		this.control.hold(this.one.id);
		IntStream.range(0, 50).forEach((i) -> this.one.receives("m" + i));
		walks(2);
		this.control.admit(this.one.id);
		assertThat(this.recorder.ids(this.one.id)).isEqualTo(this.one.ids());
		assertThat(openings(this.one)).isOne();
	}

	@Test
	void conversationThatIsHeldWhileItSendsStopsAfterTheMessage() {
		this.recorder = new SourceRecorder(Long.MAX_VALUE) {
			@Override
			protected void hookOnNext(MessageSource.Incoming incoming) {
				super.hookOnNext(incoming);
				if (incoming.event() instanceof StreamEvent.Message) {
					AgentMessageSourceReleaseTests.this.control.hold(String.valueOf(incoming.conversationId()));
				}
			}
		};
		IntStream.range(0, 5).forEach((i) -> this.one.receives("m" + i));
		open((id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() > 0);
		walks(2);
		assertThat(this.recorder.texts(this.one.id)).containsExactly("m0");
		this.control.admit(this.one.id);
		assertThat(this.recorder.texts(this.one.id)).containsExactly("m0", "m1");
	}

	@Test
	void heldConversationGivesWayAndLosesNothing() {
		this.one.receives("first");
		open(FAST.withMaxLive(1), (id) -> this.start);
		this.time.runUntil(STEP, () -> this.recorder.count() == 1);
		this.control.hold(this.one.id);
		IntStream.range(0, 5).forEach((i) -> this.one.receives("m" + i));
		this.other.receives("theirs");
		this.time.runUntil(STEP, () -> this.recorder.texts(this.other.id).size() == 1);
		this.control.admit(this.one.id);
		this.time.runUntil(STEP, () -> this.recorder.ids(this.one.id).size() == 6);
		assertThat(this.recorder.ids(this.one.id)).isEqualTo(this.one.ids());
	}

	@Test
	void streamThatHadNoRoomForItsMessageDoesNotCountAsSilent() {
		this.control.hold(this.one.id);
		this.one.receives("first");
		open(FAST.withMaxLive(1).withActiveWindow(Duration.ofMillis(1)), (id) -> this.start);
		for (int i = 0; i < 20; i++) {
			this.other.receives("theirs");
			walks(5);
		}
		assertThat(this.recorder.texts(this.one.id)).isEmpty();
		assertThat(this.recorder.texts(this.other.id)).hasSizeGreaterThan(10);
		this.control.admit(this.one.id);
		this.time.runUntil(STEP, () -> !this.recorder.texts(this.one.id).isEmpty());
	}

	@Test
	void heldConversationThatLosesItsStreamLosesNothing() {
		receiveFirst();
		this.control.hold(this.one.id);
		IntStream.range(0, 5).forEach((i) -> this.one.receives("m" + i));
		this.one.dropStream();
		this.time.advance(Duration.ofSeconds(5));
		assertThat(this.recorder.texts(this.one.id)).containsExactly("first");
		this.control.admit(this.one.id);
		this.time.runUntil(STEP, () -> this.recorder.ids(this.one.id).size() == 6);
		assertThat(this.recorder.ids(this.one.id)).isEqualTo(this.one.ids());
	}

	@Test
	void heldConversationIsReleased() {
		receiveFirst();
		this.control.hold(this.one.id);
		this.one.receives("held");
		this.control.release(this.one.id);
		assertThat(this.released).containsExactly(this.one.id + " [first]");
		this.control.admit(this.one.id);
		walks(5);
		assertThat(this.recorder.texts(this.one.id)).containsExactly("first");
		assertThat(this.agent.openStreams()).isOne();
	}

	private void receiveFirst() {
		this.one.receives("first");
		this.other.receives("first");
		open((id) -> this.reader.current(id));
		this.time.runUntil(STEP, () -> this.recorder.count() == 2);
		assertThat(this.agent.openStreams()).isEqualTo(2);
	}

	private int openings(StandInConversation conversation) {
		return (int) this.agent.openings.stream()
			.filter((opening) -> opening.conversationId().equals(conversation.id))
			.count();
	}

	private void walks(int count) {
		int before = this.agent.lists.size();
		this.time.runUntil(STEP, () -> this.agent.lists.size() >= before + count);
	}

	private void open(SourceCheckpoints checkpoints) {
		open(FAST, checkpoints);
	}

	private void open(AgentStreamSettings settings, SourceCheckpoints checkpoints) {
		new AgentMessageSource(this.agent.client, "agt_1", settings, ExactWaits.ofRequests(RetrySettings.DEFAULTS),
				this.time.source(), Schedulers.immediate(), 0, (id) -> true,
				new ConversationPollers(this.time.source()), "all")
			.open(checkpoints, this.control)
			.subscribe(this.recorder);
	}

}
