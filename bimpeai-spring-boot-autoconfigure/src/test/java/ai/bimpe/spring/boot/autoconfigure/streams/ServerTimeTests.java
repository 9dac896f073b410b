package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for streams of an application whose clock is not that of the server.
 */
class ServerTimeTests {

	private final Desk.Listener listener = new Desk.Listener();

	@ParameterizedTest
	@ValueSource(ints = { -10, 0, 10 })
	void firstStartOfAgentDeliversWhatIsNew(int minutes) {
		try (Simulator simulator = simulator(minutes)) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			conversation.receives("old");
			startsAfter(simulator, conversation, "bimpeai.streams.front-desk.poll-interval=100ms");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -10, 0, 10 })
	void firstStartOfConversationDeliversWhatIsNew(int minutes) {
		try (Simulator simulator = simulator(minutes)) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			conversation.receives("old");
			startsAfter(simulator, conversation, "bimpeai.streams.front-desk.conversation-id=" + conversation.id());
		}
	}

	@Test
	void conversationOfManyPagesStartsByTheFirst() {
		try (Simulator simulator = simulator(0)) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			IntStream.range(0, 250).forEach((i) -> conversation.receives("old " + i));
			startsAfter(simulator, conversation, "bimpeai.streams.front-desk.conversation-id=" + conversation.id());
			assertThat(simulator.count("listMessages")).isOne();
		}
	}

	@Test
	void agentWithoutMessagesStartsNow() {
		try (Simulator simulator = simulator(-10)) {
			startsAfter(simulator, simulator.newAgent("Pia").newConversation(),
					"bimpeai.streams.front-desk.poll-interval=100ms");
		}
	}

	private void startsAfter(Simulator simulator, SimulatedConversation conversation, String property) {
		List<String> texts = IntStream.range(0, 16).mapToObj((i) -> "new " + i).toList();
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
			.withBean(Desk.Listener.class, () -> this.listener)
			.withPropertyValues("bimpeai.api-key=" + simulator.apiKey(), "bimpeai.base-url=" + simulator.baseUrl(),
					"bimpeai.streams.front-desk.agent-id=" + conversation.agentId(), property)
			.run((context) -> {
				await().atMost(Desk.SOON).until(() -> Desk.stream(context).state() == StreamState.LIVE);
				texts.forEach(conversation::receives);
				await().atMost(Desk.SOON).until(() -> this.listener.texts.contains("new 15"));
			});
		assertThat(this.listener.texts).endsWith(texts.toArray(String[]::new));
	}

	private static Simulator simulator(int minutes) {
		return Simulator.builder()
			.answering(false)
			.clock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)))
			.start();
	}

}
