package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.source.StandInAgent.Opening;
import ai.bimpe.spring.stream.internal.source.StandInAgent.StandInConversation;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an {@link AgentMessageSource} makes of checkpoints when it begins: the
 * list tells times in milliseconds, so the last message may have a twin behind it that
 * was not acknowledged.
 */
class AgentMessageSourceRestartTests {

	private static final Duration STEP = Duration.ofMillis(20);

	private static final AgentStreamSettings FAST = AgentStreamSettings.DEFAULTS
		.withPollInterval(Duration.ofMillis(100))
		.withRequestsPerMinute(6000);

	/** A silence as long as the poll interval tells that there is no twin. */
	private static final AgentStreamSettings PATIENT = FAST.withPollInterval(Duration.ofMillis(500));

	private static final Duration DOWN_TIME = Duration.ofDays(2);

	private final VirtualTime time = new VirtualTime();

	private final StandInAgent agent = new StandInAgent(this.time);

	private final SourceRecorder recorder = new SourceRecorder(Long.MAX_VALUE);

	@AfterEach
	void stop() {
		this.recorder.cancel();
	}

	@Test
	void twinOfTheLastMessageComesInAfterAnyDownTime() {
		StandInConversation conversation = conversation("first", "twin");
		this.time.advance(DOWN_TIME);
		open(PATIENT, acknowledged(List.of(conversation)));
		awaitCount(1);
		assertThat(this.recorder.texts(conversation.id)).containsExactly("twin");
	}

	@Test
	void twinsOfMoreActiveConversationsThanStreamsComeIn() {
		this.time.advance(DOWN_TIME);
		List<StandInConversation> conversations = IntStream.range(0, 6)
			.mapToObj((i) -> conversation("first", "twin"))
			.toList();
		open(PATIENT.withMaxLive(2), acknowledged(conversations));
		awaitCount(6);
		assertThat(conversations)
			.allSatisfy((conversation) -> assertThat(this.recorder.texts(conversation.id)).containsExactly("twin"));
	}

	@Test
	void conversationThatIsOwedMessagesComesFirst() {
		List<StandInConversation> conversations = IntStream.range(0, 6).mapToObj((i) -> conversation("first")).toList();
		Map<String, Checkpoint> acknowledged = acknowledged(conversations);
		this.time.advance(Duration.ofMillis(1));
		StandInConversation owed = conversations.get(3);
		owed.receives("second");
		open(FAST.withMaxLive(1), acknowledged);
		this.time.runUntil(STEP, () -> this.agent.openings.size() == 6);
		assertThat(this.agent.openings.get(0).conversationId()).isEqualTo(owed.id);
	}

	@Test
	void conversationThatWasQuietForLongWhenTheOthersStoppedCostsNoStream() {
		StandInConversation quiet = conversation("known");
		this.time.advance(FAST.activeWindow());
		StandInConversation last = conversation("known");
		this.time.advance(DOWN_TIME);
		open(FAST, acknowledged(List.of(quiet, last)));
		this.time.runUntil(STEP, () -> this.agent.openings.size() == 1);
		int lists = this.agent.lists.size();
		this.time.runUntil(STEP, () -> this.agent.lists.size() == lists + 10);
		assertThat(this.agent.openings).extracting(Opening::conversationId).containsExactly(last.id);
	}

	private StandInConversation conversation(String... texts) {
		StandInConversation conversation = this.agent.newConversation();
		for (String text : texts) {
			conversation.receives(text);
		}
		return conversation;
	}

	private static Map<String, Checkpoint> acknowledged(List<StandInConversation> conversations) {
		return conversations.stream()
			.collect(Collectors.toMap((conversation) -> conversation.id, AgentMessageSourceRestartTests::checkpoint));
	}

	private static Checkpoint checkpoint(StandInConversation conversation) {
		StreamMessage first = conversation.messages().get(0);
		return new Checkpoint(1, String.valueOf(first.id()), first.createdAt());
	}

	private void open(AgentStreamSettings settings, Map<String, Checkpoint> checkpoints) {
		new AgentMessageSource(this.agent.client, "agt_1", settings, ExactWaits.ofRequests(RetrySettings.DEFAULTS),
				this.time.source(), Schedulers.immediate(), 0, (id) -> true,
				new ConversationPollers(this.time.source()), "all")
			.open((id) -> Objects.requireNonNull(checkpoints.get(id)), TestControls.none())
			.subscribe(this.recorder);
	}

	private void awaitCount(int count) {
		this.time.runUntil(STEP, () -> this.recorder.count() >= count);
	}

}
