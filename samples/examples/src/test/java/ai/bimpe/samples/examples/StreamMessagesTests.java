package ai.bimpe.samples.examples;

import java.time.Duration;

import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StreamMessages}.
 */
@ExamplesTest
class StreamMessagesTests {

	private final Simulator simulator;

	private final StreamMessages streamMessages;

	StreamMessagesTests(Simulator simulator, StreamMessages streamMessages) {
		this.simulator = simulator;
		this.streamMessages = streamMessages;
	}

	@Test
	void waitsForTheAnswer() {
		this.simulator.settings().answering(true);
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		String questionId = conversation.receives("Where is my parcel?").id();
		String answer = this.streamMessages.firstAnswer(conversation.agentId(), conversation.id(), questionId);
		assertThat(conversation.messages().get(1).text()).isEqualTo(answer);
		this.simulator.awaitOpenStreams(0, Duration.ofSeconds(5));
	}

	@Test
	void goesOnAfterALostConnection(SimulatedConversation conversation) {
		String questionId = conversation.receives("Where is my parcel?").id();
		conversation.on("streamMessages").times(1).dropAfterEvents(1);
		conversation.says("One moment");
		conversation.says("It is on its way");
		StepVerifier
			.create(this.streamMessages.answers(conversation.agentId(), conversation.id(), questionId)
				.map(StreamMessage::message))
			.expectNext("One moment", "It is on its way")
			.thenCancel()
			.verify();
		assertThat(conversation).received("issueStreamTicket").times(2);
	}

}
