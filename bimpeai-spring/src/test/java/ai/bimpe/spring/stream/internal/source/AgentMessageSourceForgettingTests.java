package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointKeys;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import ai.bimpe.spring.stream.internal.source.StandInAgent.StandInConversation;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an {@link AgentMessageSource} makes of conversations that the list does
 * not name any more, for good or by mistake, in time that the test advances.
 */
class AgentMessageSourceForgettingTests {

	private static final Duration STEP = Duration.ofMillis(20);

	private static final AgentStreamSettings FAST = AgentStreamSettings.DEFAULTS
		.withPollInterval(Duration.ofMillis(100))
		.withRequestsPerMinute(6000);

	private static final AgentStreamSettings NOTHING_LIVE = FAST.withActiveWindow(Duration.ofMillis(1));

	private final VirtualTime time = new VirtualTime();

	private final Checkpoint start = new Checkpoint(1, this.time.now().minusSeconds(1).toString(), null);

	private final StandInAgent agent = new StandInAgent(this.time);

	private final StandInConversation conversation = this.agent.newConversation();

	private final SourceRecorder recorder = new SourceRecorder(Long.MAX_VALUE);

	/** How often a checkpoint was asked for. */
	private final AtomicInteger asked = new AtomicInteger();

	/** Whose checkpoints were removed. */
	private final List<String> removed = new CopyOnWriteArrayList<>();

	/** What the store names. */
	private final Queue<List<String>> pages = new ArrayDeque<>();

	/** How often the store refuses to name anything. */
	private final AtomicInteger refusals = new AtomicInteger();

	/** How many pages of the list were read before the store was asked. */
	private final AtomicInteger listsAtFirstPage = new AtomicInteger();

	@AfterEach
	void stop() {
		this.recorder.cancel();
	}

	@Test
	void conversationWithMessagesThatAreNotAcknowledgedIsNotBegunAnew() {
		this.conversation.receives("first");
		open(NOTHING_LIVE, (id) -> this.start);
		awaitCount(1);
		awaitResting();
		beMissed();
		this.conversation.receives("second");
		awaitCount(2);
		awaitResting();
		assertThat(this.recorder.texts(this.conversation.id)).containsExactly("first", "second");
	}

	@Test
	void conversationIsForgottenWhenAllIsAcknowledged() {
		this.conversation.receives("first");
		open(NOTHING_LIVE, (id) -> this.recorder.checkpoint(id, this.start));
		awaitCount(1);
		awaitResting();
		int before = this.asked.get();
		beMissed();
		// When it was begun anew, and before it was left to rest.
		this.time.runUntil(STEP, () -> this.asked.get() == before + 2);
		this.conversation.receives("second");
		awaitCount(2);
		awaitResting();
		assertThat(this.recorder.texts(this.conversation.id)).containsExactly("first", "second");
		// The same for its message.
		assertThat(this.asked).hasValue(before + 4);
	}

	@Test
	void conversationWithoutMessagesIsForgotten() {
		open(FAST, (id) -> this.start);
		awaitWalks();
		beMissed();
		this.time.runUntil(STEP, () -> this.asked.get() == 2);
	}

	@Test
	void nothingIsForgottenWhileTheStoreIsDown() {
		this.conversation.receives("first");
		AtomicInteger refused = new AtomicInteger();
		open(NOTHING_LIVE, (id) -> {
			if (this.recorder.count() > 0) {
				refused.incrementAndGet();
				throw new CheckpointStoreException(new IllegalStateException("Down"));
			}
			return this.start;
		});
		awaitCount(1);
		awaitResting();
		beMissed();
		assertThat(refused).hasPositiveValue();
		this.conversation.receives("second");
		awaitCount(2);
		assertThat(this.recorder.texts(this.conversation.id)).containsExactly("first", "second");
		assertThat(this.recorder.failure()).isNull();
	}

	@Test
	void checkpointOfConversationThatIsGoneIsRemoved() {
		this.conversation.receives("first");
		open(NOTHING_LIVE, (id) -> this.recorder.checkpoint(id, this.start));
		awaitCount(1);
		awaitResting();
		this.agent.delete(this.conversation);
		this.time.runUntil(STEP, () -> this.removed.contains(this.conversation.id));
		awaitWalks();
		assertThat(this.agent.retrievals).containsExactly(this.conversation.id);
	}

	@Test
	void checkpointOfConversationThatTheListLeavesOutStays() {
		this.conversation.receives("first");
		open(NOTHING_LIVE, (id) -> this.recorder.checkpoint(id, this.start));
		awaitCount(1);
		awaitResting();
		this.agent.hide(true);
		this.time.runUntil(STEP, () -> !this.agent.retrievals.isEmpty());
		awaitWalks();
		assertThat(this.removed).isEmpty();
	}

	@Test
	void conversationsThatAreGoneAreAskedForOneByOne() {
		List<StandInConversation> conversations = this.agent.newConversations(5);
		open(NOTHING_LIVE, (id) -> this.start);
		awaitWalks();
		conversations.forEach(this.agent::delete);
		this.time.runUntil(STEP, () -> !this.agent.retrievals.isEmpty());
		int lists = this.agent.lists.size();
		this.time.runUntil(STEP, () -> this.removed.size() == 5);
		assertThat(this.agent.lists).hasSizeGreaterThanOrEqualTo(lists + 4);
	}

	@Test
	void checkpointOfConversationThatTheListHasNeverNamedIsRemovedAfterTheFirstWalk() {
		List<StandInConversation> conversations = this.agent.newConversations(150);
		StandInConversation other = this.agent.newConversation();
		this.pages.addAll(List.of(List.of(), List.of(conversations.get(0).id, "cnv_gone", "cnv_of_another_shard"),
				List.of(conversations.get(140).id), List.of("cnv_gone_too", "cnv_never_stored")));
		this.agent.unlisted(other);
		this.pages.add(List.of(other.id));
		open(NOTHING_LIVE, (id) -> this.start);
		this.time.runUntil(STEP, () -> this.agent.retrievals.size() == 3);
		awaitWalks();
		assertThat(this.removed).containsExactly("cnv_gone", "cnv_gone_too");
		assertThat(this.agent.retrievals).containsExactly("cnv_gone", "cnv_gone_too", other.id);
		assertThat(this.listsAtFirstPage).hasValueGreaterThanOrEqualTo(2);
		assertThat(this.pages).isEmpty();
	}

	@Test
	void storeThatCannotNameItsKeysIsAskedAgainAndIsNoFailure() {
		this.refusals.set(2);
		this.pages.add(List.of("cnv_gone"));
		open(NOTHING_LIVE, (id) -> this.start);
		this.time.runUntil(STEP, () -> this.removed.contains("cnv_gone"));
		assertThat(this.refusals).hasValue(0);
		assertThat(this.recorder.failure()).isNull();
	}

	@Test
	void conversationThatCameBeforeItsTurnIsNotAskedFor() {
		this.pages.add(List.of("cnv_gone", "cnv_0"));
		this.agent.hide(true);
		open(NOTHING_LIVE, (id) -> this.start);
		this.time.runUntil(STEP, () -> !this.agent.retrievals.isEmpty());
		this.agent.hide(false);
		awaitWalks();
		assertThat(this.agent.retrievals).containsExactly("cnv_gone");
	}

	@Test
	void liveConversationIsNotForgotten() {
		this.conversation.receives("first");
		open(FAST, (id) -> this.recorder.checkpoint(id, this.start));
		awaitCount(1);
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 1);
		beMissed();
		this.conversation.receives("second");
		awaitCount(2);
		assertThat(this.recorder.texts(this.conversation.id)).containsExactly("first", "second");
		assertThat(this.asked).hasValue(1);
		assertThat(this.agent.openings).hasSize(1);
	}

	private void open(AgentStreamSettings settings, SourceCheckpoints checkpoints) {
		new AgentMessageSource(this.agent.client, "agt_1", settings, ExactWaits.ofRequests(RetrySettings.DEFAULTS),
				this.time.source(), Schedulers.immediate(), 0, (id) -> !id.equals("cnv_of_another_shard"),
				new ConversationPollers(this.time.source()), "all")
			.open(new SourceCheckpoints() {

				@Override
				public Checkpoint current(String id) {
					AgentMessageSourceForgettingTests.this.asked.incrementAndGet();
					return checkpoints.current(id);
				}

				@Override
				public CheckpointKeys stored(@Nullable String cursor) {
					return page();
				}

				@Override
				public boolean isStored(String id) {
					return !id.equals("cnv_never_stored");
				}

				@Override
				public void remove(String id) {
					AgentMessageSourceForgettingTests.this.removed.add(id);
				}

			}, TestControls.none())
			.subscribe(this.recorder);
	}

	private CheckpointKeys page() {
		this.listsAtFirstPage.compareAndSet(0, this.agent.lists.size());
		if (this.refusals.get() > 0) {
			this.refusals.decrementAndGet();
			throw new CheckpointStoreException(new IllegalStateException("Not allowed"));
		}
		List<String> page = this.pages.poll();
		return (page != null) ? new CheckpointKeys(page, this.pages.isEmpty() ? null : "more") : CheckpointKeys.none();
	}

	private void awaitCount(int count) {
		this.time.runUntil(STEP, () -> this.recorder.count() >= count);
	}

	// Known to the list since its last message.
	private void awaitResting() {
		this.time.runUntil(STEP, () -> this.agent.openStreams() == 0);
		awaitWalks();
	}

	private void beMissed() {
		this.agent.hide(true);
		awaitWalks();
		this.agent.hide(false);
		awaitWalks();
	}

	private void awaitWalks() {
		int before = this.agent.lists.size();
		this.time.runUntil(STEP, () -> this.agent.lists.size() >= before + 6);
	}

}
