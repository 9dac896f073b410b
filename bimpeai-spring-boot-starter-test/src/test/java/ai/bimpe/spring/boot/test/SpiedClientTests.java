package ai.bimpe.spring.boot.test;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.app.Restaurant;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.verify;

/**
 * Tests that an application whose clients are spied works as ever.
 */
@BimpeAITest(properties = { "bimpeai.streams.front-desk.agent-id=agt_1",
		"bimpeai.streams.front-desk.conversation-id=cnv_1" })
@ContextConfiguration(classes = Restaurant.class)
class SpiedClientTests {

	@MockitoSpyBean
	private BimpeAI bimpeai;

	@MockitoSpyBean
	private ReactiveBimpeAI reactiveBimpeai;

	@Test
	void streamIsOpenedAndTheListenerCanReply(Simulator simulator) {
		SimulatedConversation conversation = simulator.agent("agt_1").conversation("cnv_1").awaitStream();
		conversation.receives("A table for two");
		assertThat(conversation).eventually().hasSentExactly("Confirmed: A table for two");
		verify(this.bimpeai, atLeastOnce()).conversations();
		verify(this.reactiveBimpeai, atLeastOnce()).conversations();
	}

}
