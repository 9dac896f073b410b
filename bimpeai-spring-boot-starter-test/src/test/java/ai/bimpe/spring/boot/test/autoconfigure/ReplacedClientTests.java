package ai.bimpe.spring.boot.test.autoconfigure;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.spring.boot.test.app.Restaurant;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests that no stream is opened where mocks replace the clients.
 */
@SpringBootTest(classes = Restaurant.class,
		properties = { "bimpeai.api-key=sk_test", "bimpeai.base-url=http://localhost:1",
				"bimpeai.streams.front-desk.agent-id=agt_1", "bimpeai.streams.front-desk.conversation-id=cnv_1" })
@MockitoBean(types = BimpeAI.class)
class ReplacedClientTests {

	@MockitoBean
	private ReactiveBimpeAI reactiveBimpeai;

	@Autowired
	private BimpeAIStreams streams;

	@Test
	void streamsAreNotOpened() {
		assertThat(this.streams.find("front-desk").orElseThrow().state()).isEqualTo(StreamState.STOPPED);
		verifyNoInteractions(this.reactiveBimpeai);
	}

}
