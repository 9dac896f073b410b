package ai.bimpe.samples.booking;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.BimpeAITest;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Import;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;

/**
 * The fourth test of the guide: a stream drops, and nothing is missing.
 */
@BimpeAITest(
		properties = { "bimpeai.streams.frontdesk.agent-id=agt_1", "bimpeai.streams.frontdesk.conversation-id=cnv_1" })
@Import(TableBook.class)
class BookingStreamTests {

	@Test
	void answersWhatCameWhileTheStreamWasDown(Simulator simulator) {
		SimulatedConversation conversation = simulator.agent("agt_1").conversation("cnv_1").awaitStream();
		conversation.on("issueStreamTicket").times(2).respond(503);
		conversation.dropStreams();
		conversation.receives("A table for two");
		conversation.receives("And one for three");
		assertThat(conversation).eventually().hasSentExactly("Your table is confirmed", "Your table is confirmed");
	}

}
