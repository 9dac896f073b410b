package ai.bimpe.samples.examples;

import java.time.Duration;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReplyAsHuman}.
 */
@ExamplesTest
class ReplyAsHumanTests {

	private final Simulator simulator;

	private final ReplyAsHuman replyAsHuman;

	ReplyAsHumanTests(Simulator simulator, ReplyAsHuman replyAsHuman) {
		this.simulator = simulator;
		this.replyAsHuman = replyAsHuman;
	}

	@Test
	void speaksInPlaceOfTheAi(SimulatedConversation conversation) {
		this.replyAsHuman.reply(conversation.agentId(), conversation.id(), "It left our store this morning.");
		assertThat(conversation).hasSentExactly("It left our store this morning.")
			.received("sendMessage")
			.withField("role", "assistant")
			.once();
	}

	@Test
	void keepsTheAiSilentUntilItIsHandedBack() {
		this.simulator.settings().answering(true).answerDelay(Duration.ofMillis(20));
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		this.replyAsHuman.reply(conversation.agentId(), conversation.id(), "One moment, please.");
		conversation.receives("Are you a person?");
		this.replyAsHuman.handBack(conversation.agentId(), conversation.id());
		conversation.receives("And now?");
		Awaitility.await().until(() -> conversation.messages().size() == 4);
		assertThat(conversation.messages()).extracting(SimulatedMessage::role)
			.containsExactly("assistant", "user", "user", "assistant");
	}

}
