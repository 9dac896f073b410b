package ai.bimpe.samples.booking;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.BimpeAITest;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.mockito.Mockito.verify;

/**
 * The first test of the guide: a listener reacts to a message.
 */
@BimpeAITest(
		properties = { "bimpeai.streams.frontdesk.agent-id=agt_1", "bimpeai.streams.frontdesk.conversation-id=cnv_1" })
class BookingListenerTests {

	@MockitoBean
	private TableBook tables;

	@Test
	void reservesWhatIsAskedFor(Simulator simulator) {
		simulator.agent("agt_1").conversation("cnv_1").awaitStream().receives("A table for two");
		verify(this.tables, Mockito.timeout(10_000)).reserve("A table for two");
	}

}
