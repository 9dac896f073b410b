package ai.bimpe.samples.booking;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.spring.boot.test.BimpeAITest;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.StreamSpec;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;

/**
 * The second test of the guide: the application sends a reply.
 */
@BimpeAITest
@Import(TableBook.class)
class BookingReplyTests {

	@Autowired
	private BimpeAIStreams streams;

	@Test
	void confirmsTable(SimulatedConversation conversation) {
		this.streams.subscribe(StreamSpec.of("test", conversation.agentId(), conversation.id()));
		conversation.awaitStream().receives("A table for two");
		assertThat(conversation).eventually().hasSentExactly("Your table is confirmed");
		assertThat(conversation).received("sendMessage").withField("role", "assistant").once();
	}

}
