package ai.bimpe.samples.examples;

import java.util.Objects;
import java.util.UUID;

import ai.bimpe.client.conversations.SentMessage;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SendMessage}.
 */
@ExamplesTest
class SendMessageTests {

	private final Simulator simulator;

	private final SendMessage sendMessage;

	SendMessageTests(Simulator simulator, SendMessage sendMessage) {
		this.simulator = simulator;
		this.sendMessage = sendMessage;
	}

	@Test
	void startsAConversation() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		SentMessage sent = this.sendMessage.start(agent.id(), UUID.randomUUID(), "Where is my parcel?");
		String conversationId = Objects.requireNonNull(sent.conversationId());
		assertThat(agent.conversation(conversationId).messages()).extracting(SimulatedMessage::text)
			.startsWith("Where is my parcel?");
	}

	@Test
	void writesIntoAConversation(SimulatedConversation conversation) {
		SentMessage sent = this.sendMessage.goOn(conversation.agentId(), conversation.id(), "It is late");
		assertThat(conversation.messages().get(0).id()).isEqualTo(sent.id());
		assertThat(conversation).hasSentExactly("It is late");
	}

}
