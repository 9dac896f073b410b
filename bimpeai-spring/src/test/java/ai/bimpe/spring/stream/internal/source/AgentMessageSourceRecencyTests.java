package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import ai.bimpe.spring.stream.internal.source.StandInAgent.Opening;
import ai.bimpe.spring.stream.internal.source.StandInAgent.StandInConversation;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how an {@link AgentMessageSource} finds what is new where the server lists
 * the latest message first, in time that the test advances.
 */
class AgentMessageSourceRecencyTests {

	private static final AgentStreamSettings SETTINGS = AgentStreamSettings.DEFAULTS;

	private static final Duration STEP = Duration.ofMillis(250);

	private static final Duration TWO_POLLS = SETTINGS.pollInterval().multipliedBy(2);

	private final VirtualTime time = new VirtualTime();

	private final StandInAgent agent = new StandInAgent(this.time);

	private final ConversationPollers pollers = new ConversationPollers(this.time.source());

	private final SourceRecorder recorder = new SourceRecorder(Long.MAX_VALUE);

	private final Checkpoints checkpoints = new Checkpoints(this.recorder);

	@BeforeEach
	void sort() {
		this.agent.sorting();
	}

	@AfterEach
	void stop() {
		this.recorder.cancel();
	}

	@Test
	void messageInAnyOfManyConversationsComesWithinTwoPollsAtTheDefaultBudget() {
		List<StandInConversation> conversations = quiet(2000);
		open(SETTINGS);
		this.time.advance(Duration.ofSeconds(3));
		Random random = new Random(1);
		for (int i = 0; i < 20; i++) {
			StandInConversation conversation = conversations.get(random.nextInt(conversations.size()));
			int before = this.recorder.count();
			conversation.receives("message " + i);
			Instant deadline = this.time.now().plus(TWO_POLLS);
			this.time.runUntil(STEP, () -> this.recorder.count() > before || this.time.now().isAfter(deadline));
			assertThat(this.recorder.texts(conversation.id)).contains("message " + i);
		}
	}

	@Test
	void pollIsOneRequestWhereNothingIsNew() {
		quiet(500);
		open(SETTINGS);
		this.time.advance(Duration.ofSeconds(30));
		int lists = this.agent.lists.size();
		this.time.advance(SETTINGS.pollInterval().multipliedBy(20));
		assertThat(this.agent.lists).hasSize(lists + 20);
	}

	@Test
	void pollReadsNoMorePagesThanHaveSomethingNew() {
		List<StandInConversation> conversations = quiet(1000);
		open(SETTINGS.withActiveWindow(Duration.ofMillis(1)));
		this.time.advance(Duration.ofSeconds(40));
		int lists = this.agent.lists.size();
		conversations.subList(300, 450).forEach((conversation) -> conversation.receives("m"));
		this.time.runUntil(STEP, () -> this.recorder.count() == 150);
		long polls = this.time.elapsed().minus(this.agent.lists.get(lists)).toSeconds() / 5 + 1;
		assertThat(this.agent.lists.size() - lists).isLessThanOrEqualTo((int) polls + 1);
	}

	@Test
	void walkRunsEveryIntervalFromWhatTheBudgetLeavesOver() {
		quiet(500);
		open(SETTINGS.withWalkInterval(Duration.ofMinutes(10)));
		this.time.advance(Duration.ofMinutes(10));
		int lists = this.agent.lists.size();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.agent.lists.size() - lists).isBetween(12 + 4, 12 + 6);
		for (int i = 1; i < this.agent.lists.size(); i++) {
			assertThat(this.agent.lists.get(i).minus(this.agent.lists.get(i - 1)))
				.isGreaterThanOrEqualTo(Duration.ofSeconds(1));
		}
	}

	@Test
	void messageThatDoesNotMoveItsConversationIsFoundByTheWalk() {
		List<StandInConversation> conversations = quiet(300);
		StandInConversation unmoved = conversations.get(150);
		open(SETTINGS.withWalkInterval(Duration.ofMinutes(10)));
		this.time.advance(Duration.ofMinutes(1));
		unmoved.unmoved();
		unmoved.receives("unmoved");
		this.time.advance(Duration.ofMinutes(5));
		assertThat(this.recorder.count()).isZero();
		this.time.advance(Duration.ofMinutes(6));
		assertThat(this.recorder.texts(unmoved.id)).containsExactly("unmoved");
	}

	@Test
	void messageOfConversationWithoutTimeIsFound() {
		List<StandInConversation> conversations = quiet(10);
		conversations.get(5).undated();
		open(SETTINGS);
		this.time.advance(Duration.ofMinutes(1));
		conversations.get(5).receives("undated");
		this.time.advance(TWO_POLLS);
		assertThat(this.recorder.texts(conversations.get(5).id)).containsExactly("undated");
	}

	@Test
	void conversationsWithoutMessagesBeforeAllOthersCostNoRequests() {
		this.agent.newConversations(450);
		List<StandInConversation> conversations = quiet(300);
		open(SETTINGS);
		this.time.advance(Duration.ofMinutes(1));
		int lists = this.agent.lists.size();
		this.time.advance(SETTINGS.pollInterval().multipliedBy(20));
		assertThat(this.agent.lists).hasSize(lists + 20);
		conversations.get(0).receives("first");
		this.time.advance(TWO_POLLS);
		assertThat(this.recorder.texts(conversations.get(0).id)).containsExactly("first");
	}

	@Test
	void firstStartReadsAndWritesNothingForQuietConversations() {
		quiet(500);
		open(SETTINGS);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.checkpoints.read).isEmpty();
		assertThat(this.agent.openings).isEmpty();
	}

	@Test
	void takeOverReadsCheckpointsOfThoseAloneThatHadMessagesSinceTheStart() {
		List<StandInConversation> conversations = quiet(500);
		Instant start = this.time.now();
		this.checkpoints.start(start);
		this.time.advance(Duration.ofMinutes(1));
		List<StandInConversation> since = conversations.subList(100, 103);
		since.forEach((conversation) -> conversation.receives("since"));
		this.checkpoints.acknowledge(since.get(0));
		this.time.advance(Duration.ofHours(1));
		open(SETTINGS);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.checkpoints.read).containsExactlyInAnyOrderElementsOf(ids(since));
		assertThat(this.recorder.texts(since.get(0).id)).isEmpty();
		assertThat(this.recorder.texts(since.get(1).id)).containsExactly("since");
		assertThat(this.recorder.texts(since.get(2).id)).containsExactly("since");
	}

	@Test
	void takeOverFindsWhatCameWhileNobodyWasThereOnAnyPage() {
		List<StandInConversation> conversations = quiet(1000);
		this.checkpoints.start(this.time.now());
		conversations.forEach((conversation) -> {
			this.time.advance(Duration.ofMillis(1));
			conversation.receives("acknowledged");
			this.checkpoints.acknowledge(conversation);
		});
		StandInConversation behind = conversations.get(7);
		this.checkpoints.forget(behind);
		this.time.advance(Duration.ofHours(1));
		open(SETTINGS);
		this.time.advance(Duration.ofSeconds(30));
		assertThat(this.recorder.texts(behind.id)).containsExactly("acknowledged");
		assertThat(this.agent.openings).extracting(Opening::conversationId).contains(behind.id);
	}

	@Test
	void unreadableCheckpointIsReadAgainAlthoughTheListHasNothingNew() {
		List<StandInConversation> conversations = quiet(300);
		open(SETTINGS);
		this.time.advance(Duration.ofMinutes(1));
		this.checkpoints.unreadable = conversations.get(3).id;
		conversations.get(3).receives("unreadable");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.recorder.count()).isZero();
		this.checkpoints.unreadable = null;
		this.time.advance(TWO_POLLS);
		assertThat(this.recorder.texts(conversations.get(3).id)).containsExactly("unreadable");
	}

	@Test
	void shardsAndStreamsOfAgentShareOneReader() {
		List<StandInConversation> conversations = quiet(300);
		SourceRecorder second = new SourceRecorder(Long.MAX_VALUE);
		SourceRecorder other = new SourceRecorder(Long.MAX_VALUE);
		AgentStreamSettings sharded = SETTINGS.withShards(2);
		open(sharded, "one", 0, (id) -> id.hashCode() % 2 == 0, this.recorder, new Checkpoints(this.recorder));
		open(sharded, "one", 1, (id) -> id.hashCode() % 2 != 0, second, new Checkpoints(second));
		open(SETTINGS, "two", 0, (id) -> true, other, new Checkpoints(other));
		this.time.advance(Duration.ofSeconds(30));
		int lists = this.agent.lists.size();
		conversations.subList(0, 10).forEach((conversation) -> conversation.receives("m"));
		this.time.advance(SETTINGS.pollInterval().multipliedBy(12));
		assertThat(this.agent.lists.size() - lists).isBetween(12, 13);
		assertThat(other.count()).isEqualTo(10);
		assertThat(this.recorder.count() + second.count()).isEqualTo(10);
		other.cancel();
		second.cancel();
	}

	@Test
	void streamWhoseStoreIsDownHoldsUpNoOtherAndMissesNothing() {
		List<StandInConversation> conversations = quiet(1500);
		SourceRecorder other = new SourceRecorder(Long.MAX_VALUE);
		open(SETTINGS.withMaxLive(200).withActiveWindow(Duration.ofSeconds(1)));
		open(SETTINGS, "other", 0, (id) -> true, other, new Checkpoints(other));
		this.time.advance(Duration.ofMinutes(1));
		this.checkpoints.down = true;
		conversations.get(0).receives("first");
		this.time.advance(Duration.ofMinutes(1));
		conversations.get(1).receives("second");
		this.time.advance(TWO_POLLS);
		assertThat(other.texts(conversations.get(0).id)).containsExactly("first");
		assertThat(other.texts(conversations.get(1).id)).containsExactly("second");
		assertThat(this.recorder.count()).isZero();
		other.cancel();
		for (StandInConversation conversation : conversations.subList(2, 1302)) {
			conversation.receives("while it is down");
			this.time.advance(Duration.ofMillis(100));
		}
		this.checkpoints.down = false;
		this.time.advance(Duration.ofMinutes(10));
		assertThat(this.recorder.count()).isEqualTo(1302);
	}

	@Test
	void whatMovesWhilePagesAreReadIsNeitherMissedNorReceivedTwice() {
		List<StandInConversation> conversations = new ArrayList<>(quiet(700));
		long seed = Objects.requireNonNullElseGet(Long.getLong("bimpeai.test.seed"), System::nanoTime);
		Random random = new Random(seed);
		open(SETTINGS.withMaxLive(200).withActiveWindow(Duration.ofSeconds(1)).withWalkInterval(Duration.ofDays(1)));
		for (int i = 0; i < 600; i++) {
			this.time.advance(Duration.ofMillis(random.nextInt(400)));
			StandInConversation conversation = conversations.get(random.nextInt(conversations.size()));
			switch (random.nextInt(4)) {
				case 0 -> {
					StandInConversation created = this.agent.newConversation();
					conversations.add(created);
					created.receives("first");
				}
				case 1 -> {
					conversations.remove(conversation);
					this.agent.delete(conversation);
				}
				default -> conversation.receives("message " + i);
			}
		}
		this.time.advance(Duration.ofMinutes(2));
		assertThat(this.recorder.failure()).isNull();
		Map<String, List<String>> received = new TreeMap<>();
		Map<String, List<String>> sent = new TreeMap<>();
		for (StandInConversation conversation : conversations) {
			received.put(conversation.id, this.recorder.texts(conversation.id));
			sent.put(conversation.id,
					conversation.messages()
						.stream()
						.map(StreamMessage::message)
						.filter((text) -> !text.equals("before"))
						.toList());
		}
		assertThat(received).as("repeat with -Dbimpeai.test.seed=" + seed).containsExactlyEntriesOf(sent);
	}

	// Long ago, one after the other.
	private List<StandInConversation> quiet(int count) {
		List<StandInConversation> conversations = this.agent.newConversations(count);
		conversations.forEach((conversation) -> {
			conversation.receives("before");
			this.time.advance(Duration.ofMillis(1));
		});
		this.time.advance(Duration.ofHours(1));
		return conversations;
	}

	private static List<String> ids(List<StandInConversation> conversations) {
		return conversations.stream().map((conversation) -> conversation.id).toList();
	}

	private void open(AgentStreamSettings settings) {
		open(settings, "all", 0, (id) -> true, this.recorder, this.checkpoints);
	}

	private void open(AgentStreamSettings settings, String stream, int shard, Predicate<String> inShard,
			SourceRecorder recorder, SourceCheckpoints checkpoints) {
		new AgentMessageSource(this.agent.client, "agt_1", settings, ExactWaits.ofRequests(RetrySettings.DEFAULTS),
				this.time.source(), Schedulers.immediate(), shard, inShard, this.pollers, stream)
			.open(checkpoints, TestControls.none())
			.subscribe(recorder);
	}

	/** As they are stored: the start, and what was acknowledged by others before. */
	private static final class Checkpoints implements SourceCheckpoints {

		private final Map<String, Checkpoint> stored = new HashMap<>();

		private final List<String> read = new ArrayList<>();

		private final SourceRecorder recorder;

		private @Nullable Instant start;

		private @Nullable String unreadable;

		private boolean down;

		private Checkpoints(SourceRecorder recorder) {
			this.recorder = recorder;
		}

		private void acknowledge(StandInConversation conversation) {
			List<StreamMessage> messages = conversation.messages();
			StreamMessage last = messages.get(messages.size() - 1);
			this.stored.put(conversation.id, new Checkpoint(1, String.valueOf(last.id()), last.createdAt()));
		}

		private void forget(StandInConversation conversation) {
			this.stored.remove(conversation.id);
		}

		@Override
		public Checkpoint current(String id) {
			if (this.down) {
				throw new CheckpointStoreException(new IllegalStateException("Down"));
			}
			if (id.equals(this.unreadable)) {
				throw new InvalidCheckpointException(id);
			}
			if (!this.read.contains(id)) {
				this.read.add(id);
			}
			return this.stored.getOrDefault(id,
					this.recorder.checkpoint(id, new Checkpoint(1, String.valueOf(this.start), null)));
		}

		@Override
		public boolean isStarted() {
			return this.start != null;
		}

		@Override
		public @Nullable Instant startTime() {
			return this.start;
		}

		@Override
		public void start(Instant time) {
			this.start = time;
		}

	}

}
