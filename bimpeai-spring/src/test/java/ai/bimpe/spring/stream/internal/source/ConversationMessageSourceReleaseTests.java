package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import ai.bimpe.spring.stream.internal.source.StandInAgent.StandInConversation;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link ConversationMessageSource} does when its consumer releases,
 * resumes and holds the conversation, in time that the test advances.
 */
class ConversationMessageSourceReleaseTests {

	private final VirtualTime time = new VirtualTime();

	private final Checkpoint start = new Checkpoint(1, this.time.now().minusSeconds(1).toString(), null);

	private final StandInAgent agent = new StandInAgent(this.time);

	private final StandInConversation conversation = this.agent.newConversation();

	private final String id = this.conversation.id;

	private SourceRecorder recorder = new SourceRecorder(Long.MAX_VALUE);

	/** The conversations that were released, each with what was received before. */
	private final List<String> released = new ArrayList<>();

	private final ConversationControl control = new ConversationControl(
			(id) -> this.released.add(id + " " + this.recorder.texts(id)));

	private SourceCheckpoints reader = (id) -> this.start;

	@AfterEach
	void stop() {
		this.recorder.cancel();
	}

	@Test
	void releaseClosesTheStream() {
		receiveFirst();
		this.control.release(this.id);
		assertThat(this.released).containsExactly(this.id + " [first]");
		assertThat(this.agent.openStreams()).isZero();
		this.conversation.receives("second");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.agent.openings).hasSize(1);
		assertThat(this.recorder.texts(this.id)).containsExactly("first");
	}

	@Test
	void releaseIsReportedBehindMessagesInFlight() {
		this.recorder = new SourceRecorder(1);
		IntStream.range(0, 5).forEach((i) -> this.conversation.receives("m" + i));
		open();
		this.recorder.request(1);
		this.control.release(this.id);
		assertThat(this.agent.openStreams()).isZero();
		assertThat(this.released).isEmpty();
		this.recorder.requestUnbounded();
		assertThat(this.recorder.texts(this.id)).containsExactly("m0", "m1");
		assertThat(this.released).containsExactly(this.id + " [m0, m1]");
	}

	@Test
	void resumedConversationIsReadFromTheCheckpointThatStandsThen() {
		receiveFirst();
		StreamMessage second = this.conversation.receives("second");
		this.control.release(this.id);
		this.conversation.receives("third");
		this.reader = (id) -> new Checkpoint(2, String.valueOf(second.id()), second.createdAt());
		this.control.resume(this.id);
		this.conversation.receives("fourth");
		assertThat(this.recorder.texts(this.id)).containsExactly("first", "second", "third", "fourth");
	}

	@Test
	void conversationIsReleasedAgainAndAgain() {
		receiveFirst();
		for (int i = 1; i < 1000; i++) {
			this.control.release(this.id);
			this.control.resume(this.id);
			assertThat(this.released).hasSize(i);
		}
		assertThat(this.recorder.texts(this.id)).hasSize(1000).containsOnly("first");
		assertThat(this.agent.openStreams()).isOne();
	}

	@Test
	void releaseIsReportedOnceWhenAskedForTwice() {
		receiveFirst();
		this.control.release(this.id);
		this.control.release(this.id);
		assertThat(this.released).hasSize(1);
	}

	@Test
	void resumeOfConversationThatWasNotReleasedChangesNothing() {
		receiveFirst();
		this.control.resume(this.id);
		assertThat(this.agent.openings).hasSize(1);
		this.control.release(this.id);
		assertThat(this.released).hasSize(1);
		assertThat(this.agent.openStreams()).isZero();
	}

	@Test
	void conversationIsResumedWhileItsReleaseIsReported() {
		List<String> reported = new ArrayList<>();
		ConversationControl[] resuming = new ConversationControl[1];
		resuming[0] = new ConversationControl((id) -> {
			reported.add(id);
			resuming[0].resume(id);
		});
		this.conversation.receives("first");
		open(resuming[0]);
		resuming[0].release(this.id);
		assertThat(reported).hasSize(1);
		assertThat(this.recorder.texts(this.id)).containsExactly("first", "first");
	}

	@Test
	void releaseOfAnotherConversationIsReportedAtOnce() {
		receiveFirst();
		this.control.release("cnv_other");
		this.control.resume("cnv_other");
		assertThat(this.released).containsExactly("cnv_other []");
		assertThat(this.agent.openStreams()).isOne();
	}

	@Test
	void releaseIsReportedAtOnceWhileRefusalIsWaitedOut() {
		this.conversation.receives("first");
		this.conversation.failOpening(TestFailures.refusedTicket());
		open();
		this.control.release(this.id);
		assertThat(this.released).containsExactly(this.id + " []");
		this.time.advance(Duration.ofMinutes(5));
		assertThat(this.agent.openings).hasSize(1);
		this.control.resume(this.id);
		assertThat(this.recorder.texts(this.id)).containsExactly("first");
	}

	@Test
	void checkpointIsReadAgainWhileTheStoreIsDown() {
		receiveFirst();
		this.control.release(this.id);
		AtomicInteger refused = failStore();
		this.control.resume(this.id);
		this.time.advance(Duration.ofSeconds(2));
		assertThat(refused).hasValueGreaterThan(1);
		assertThat(this.recorder.failure()).isNull();
		this.reader = (id) -> this.start;
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.recorder.texts(this.id)).containsExactly("first", "first");
	}

	@Test
	void conversationIsReleasedAgainWhileTheStoreIsDown() {
		receiveFirst();
		this.control.release(this.id);
		AtomicInteger refused = failStore();
		this.control.resume(this.id);
		this.control.release(this.id);
		assertThat(this.released).hasSize(2);
		int before = refused.get();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(refused).hasValue(before);
	}

	@Test
	void cancelWhileConversationIsReleasedLeavesNothingBehind() {
		receiveFirst();
		this.control.release(this.id);
		this.recorder.cancel();
		this.control.resume(this.id);
		this.control.release(this.id);
		assertThat(this.released).hasSize(1);
		assertThat(this.agent.openings).hasSize(1);
	}

	@Test
	void heldConversationContinuesInOrderWhenThereIsRoom() {
		receiveFirst();
		this.control.hold(this.id);
		IntStream.range(0, 50).forEach((i) -> this.conversation.receives("m" + i));
		assertThat(this.recorder.texts(this.id)).containsExactly("first");
		this.control.admit(this.id);
		assertThat(this.recorder.ids(this.id)).isEqualTo(this.conversation.ids());
		assertThat(this.agent.openings).hasSize(1);
	}

	@Test
	void heldConversationThatLosesItsStreamLosesNothing() {
		receiveFirst();
		this.control.hold(this.id);
		IntStream.range(0, 5).forEach((i) -> this.conversation.receives("m" + i));
		this.conversation.dropStream();
		this.time.advance(Duration.ofMinutes(2));
		this.control.admit(this.id);
		this.time.advance(Duration.ofMinutes(2));
		assertThat(this.recorder.ids(this.id)).isEqualTo(this.conversation.ids());
	}

	@Test
	void heldConversationIsReleased() {
		receiveFirst();
		this.control.hold(this.id);
		this.conversation.receives("held");
		this.control.release(this.id);
		assertThat(this.released).containsExactly(this.id + " [first]");
		assertThat(this.agent.openStreams()).isZero();
		this.control.admit(this.id);
		assertThat(this.recorder.texts(this.id)).containsExactly("first");
	}

	private AtomicInteger failStore() {
		AtomicInteger refused = new AtomicInteger();
		this.reader = (id) -> {
			refused.incrementAndGet();
			throw new CheckpointStoreException(new IllegalStateException("Down"));
		};
		return refused;
	}

	private void receiveFirst() {
		this.conversation.receives("first");
		open();
		assertThat(this.recorder.texts(this.id)).containsExactly("first");
	}

	private void open() {
		open(this.control);
	}

	private void open(ConversationControl control) {
		new ConversationMessageSource("agt_1", this.id,
				(options) -> this.agent.client.conversations().messages().stream("agt_1", this.id, options).events(),
				() -> Mono.just(Page.of(List.of())), ExactWaits.ofRequests(RetrySettings.DEFAULTS), this.time.source(),
				Schedulers.immediate())
			.open((id) -> this.reader.current(id), control)
			.subscribe(this.recorder);
	}

}
