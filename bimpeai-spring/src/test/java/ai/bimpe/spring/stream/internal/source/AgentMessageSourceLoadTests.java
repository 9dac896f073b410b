package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many conversations of one agent, few live streams, and a server that drops them.
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

	private final long seed = Objects.requireNonNullElseGet(Long.getLong("bimpeai.test.seed"), System::nanoTime);

	private final Random random = new Random(this.seed);

	private final List<SimulatedConversation> conversations = new ArrayList<>();

	private int sent;

	@Test
	void everyMessageOfEveryConversationComesInOnceAndInOrder() {
		try (Simulator simulator = Simulator.builder()
			.answering(false)
			.withoutRateLimits()
			.settings((settings) -> settings.maxStreamsPerKey(STREAMS))
			.start();
				ReactiveBimpeAI client = ReactiveBimpeAI.builder()
					.apiKey(simulator.apiKey())
					.baseUrl(simulator.baseUrl())
					.build()) {
			SimulatedAgent agent = simulator.newAgent("Pia");
			for (int i = 0; i < CONVERSATIONS; i++) {
				this.conversations.add(agent.newConversation());
			}
			Checkpoint start = new Checkpoint(1, Instant.now().minusSeconds(1).toString(), null);
			SourceRecorder recorder = new SourceRecorder(Long.MAX_VALUE);
			new AgentMessageSource(client, agent.id(), SETTINGS, RetrySettings.DEFAULTS, new TimeSource(null, null), 0,
					(id) -> true)
				.open((id) -> start)
				.subscribe(recorder);
			for (int round = 0; round < ROUNDS; round++) {
				talk(agent);
				drop();
				recorder.awaitCount(this.sent - IN_FLIGHT);
			}
			recorder.awaitCount(this.sent);
			recorder.cancel();
			assertThat(this.conversations).as("repeat with -Dbimpeai.test.seed=" + this.seed)
				.allSatisfy((conversation) -> assertThat(recorder.ids(conversation.id()))
					.isEqualTo(conversation.messages().stream().map(SimulatedMessage::id).toList()));
			assertThat(recorder.failure()).isNull();
		}
	}

	private void talk(SimulatedAgent agent) {
		for (int i = 0; i < 3; i++) {
			this.conversations.add(agent.newConversation());
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
			any().dropStreams();
		}
	}

	private SimulatedConversation any() {
		return this.conversations.get(this.random.nextInt(this.conversations.size()));
	}

}
