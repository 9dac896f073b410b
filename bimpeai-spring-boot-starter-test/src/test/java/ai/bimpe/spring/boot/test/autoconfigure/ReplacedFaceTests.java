package ai.bimpe.spring.boot.test.autoconfigure;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.agents.Agents;
import ai.bimpe.spring.boot.test.app.Restaurant;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for applications in which one face of the client is replaced, and the other is
 * used as well.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReplacedFaceTests {

	@Nested
	@SpringBootTest(classes = Restaurant.class, webEnvironment = WebEnvironment.NONE,
			properties = { "bimpeai.api-key=sk_test", "bimpeai.base-url=http://localhost:1",
					"bimpeai.streams.front-desk.agent-id=agt_1", "bimpeai.streams.front-desk.conversation-id=cnv_1" })
	class Reactive {

		@MockitoBean
		private ReactiveBimpeAI reactiveBimpeai;

		@Autowired
		private BimpeAI bimpeai;

		@Autowired
		private BimpeAIStreams streams;

		@Test
		void blockingFaceIsTheOneOfTheMock(CapturedOutput output) {
			assertThat(this.streams.find("front-desk").orElseThrow().state()).isEqualTo(StreamState.STOPPED);
			verify(this.reactiveBimpeai, never()).conversations();
			BimpeAI blocking = mock(BimpeAI.class);
			Agents agents = mock(Agents.class);
			given(this.reactiveBimpeai.blocking()).willReturn(blocking);
			given(blocking.agents()).willReturn(agents);
			assertThat(this.bimpeai.agents()).isSameAs(agents);
			assertThat(output).doesNotContain("ERROR");
		}

	}

	@Nested
	@SpringBootTest(classes = Restaurant.class, webEnvironment = WebEnvironment.NONE,
			properties = { "bimpeai.api-key=sk_test", "bimpeai.base-url=http://localhost:1",
					"bimpeai.streams.front-desk.agent-id=agt_1", "bimpeai.streams.front-desk.conversation-id=cnv_1" })
	class Blocking {

		@TestBean(methodName = "client")
		@SuppressWarnings("NullAway.Init")
		private BimpeAI bimpeai;

		@Autowired
		private BimpeAIStreams streams;

		static BimpeAI client() {
			return mock(BimpeAI.class);
		}

		@Test
		void streamsAreNotOpened(CapturedOutput output) {
			assertThat(this.streams.find("front-desk").orElseThrow().state()).isEqualTo(StreamState.STOPPED);
			verifyNoInteractions(this.bimpeai);
			assertThat(output).doesNotContain("ERROR");
		}

	}

}
