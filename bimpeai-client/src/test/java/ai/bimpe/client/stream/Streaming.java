package ai.bimpe.client.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;

import org.springframework.retry.backoff.FixedBackOffPolicy;

/**
 * What tests of streams begin with.
 */
public final class Streaming {

	public static final RetrySettings SHORT_WAITS = RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1))
		.withMaxDelay(Duration.ofMillis(20));

	private Streaming() {
	}

	public static Simulator simulator(Duration heartbeatInterval) {
		return Simulator.builder().answering(false).withoutRateLimits().heartbeatInterval(heartbeatInterval).start();
	}

	public static BimpeAIBuilder<ReactiveBimpeAI> client(Simulator simulator) {
		return ReactiveBimpeAI.builder().apiKey(simulator.apiKey()).baseUrl(simulator.baseUrl()).retry(SHORT_WAITS);
	}

	/**
	 * Create a client whose waits have no jitter: each takes as many milliseconds more
	 * than the server asks for.
	 */
	public static BimpeAIBuilder<ReactiveBimpeAI> client(Simulator simulator, long backOffMillis) {
		FixedBackOffPolicy backOff = new FixedBackOffPolicy();
		backOff.setBackOffPeriod(backOffMillis);
		return client(simulator).backOffPolicy(backOff);
	}

	public static MessageFlux messages(ReactiveBimpeAI client, SimulatedConversation conversation,
			StreamOptions options) {
		return client.conversations().messages().stream(conversation.agentId(), conversation.id(), options);
	}

	/**
	 * Let a conversation receive messages.
	 * @return their ids
	 */
	public static List<String> receive(SimulatedConversation conversation, int count, String text) {
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			ids.add(conversation.receives(text).id());
		}
		return ids;
	}

}
