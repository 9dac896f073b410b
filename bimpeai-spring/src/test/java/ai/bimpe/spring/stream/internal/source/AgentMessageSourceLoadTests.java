package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.source.StandInAgent.StandInConversation;
import ai.bimpe.spring.stream.support.VirtualTime;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many conversations of one agent, few live streams, and a server that drops them, in
 * time that the test advances.
 */
class AgentMessageSourceLoadTests {

	private static final int CONVERSATIONS = 500;

	private static final int STREAMS = 40;

	private static final int ROUNDS = 20;

	private static final int MESSAGES_A_ROUND = 150;

	private static final int IN_FLIGHT = 300;

	private static final AgentStreamSettings SETTINGS = AgentStreamSettings.DEFAULTS.withMaxLive(STREAMS)
		.withPollInterval(Duration.ofMillis(200))
		.withRequestsPerMinute(3000);

	private static final Duration STEP = Duration.ofMillis(50);

	private final VirtualTime time = new VirtualTime();

	private final StandInAgent agent = new StandInAgent(this.time);

	private final long seed = Objects.requireNonNullElseGet(Long.getLong("bimpeai.test.seed"), System::nanoTime);

	private final Random random = new Random(this.seed);

	private final List<StandInConversation> conversations = new ArrayList<>();

	private int sent;

	@Test
	void everyMessageOfEveryConversationComesInOnceAndInOrder() {
		this.agent.maxStreams(STREAMS);
		this.agent.latency(Duration.ofMillis(15));
		this.conversations.addAll(this.agent.newConversations(CONVERSATIONS));
		Checkpoint start = new Checkpoint(1, this.time.now().minusSeconds(1).toString(), null);
		SourceRecorder recorder = new SourceRecorder(Long.MAX_VALUE);
		new AgentMessageSource(this.agent.client, "agt_1", SETTINGS,
				new RequestWaits(StreamRetries.reconnects(RetrySettings.DEFAULTS), Duration.ofMinutes(1),
						Duration.ofMinutes(1)),
				this.time.source(), Schedulers.immediate(), 0, (id) -> true,
				new ConversationPollers(this.time.source()), "all")
			.open((id) -> start, TestControls.none())
			.subscribe(recorder);
		for (int round = 0; round < ROUNDS; round++) {
			talk();
			drop();
			this.time.runUntil(STEP, () -> recorder.count() >= this.sent - IN_FLIGHT);
		}
		this.time.runUntil(STEP, () -> recorder.count() >= this.sent);
		recorder.cancel();
		assertThat(this.conversations).as("repeat with -Dbimpeai.test.seed=" + this.seed)
			.allSatisfy((conversation) -> assertThat(recorder.ids(conversation.id)).isEqualTo(conversation.ids()));
		assertThat(recorder.failure()).isNull();
	}

	private void talk() {
		for (int i = 0; i < 3; i++) {
			this.conversations.add(this.agent.newConversation());
			this.conversations.get(this.conversations.size() - 1).receives("first");
			this.sent++;
		}
		for (int i = 0; i < MESSAGES_A_ROUND; i++) {
			any().receives("message " + i);
			this.sent++;
		}
	}

	private void drop() {
		for (int i = 0; i < CONVERSATIONS / 4; i++) {
			any().dropStream();
		}
	}

	private StandInConversation any() {
		return this.conversations.get(this.random.nextInt(this.conversations.size()));
	}

}
