package ai.bimpe.samples.frontdesk;

import java.time.Duration;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FrontDesk}.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class FrontDeskTests {

	private final Simulator simulator = Simulator.start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Support").newConversation();

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void createsTheAgentOnceHoweverOftenItStarts() {
		start().close();
		start().close();
		assertThat(this.simulator).received("createAgent")
			.times(2)
			.withIdempotencyKey("create-restaurant-agent-v1")
			.times(2);
		assertThat(this.simulator.requests("createKnowledgeBase")).extracting((request) -> request.path())
			.hasSize(2)
			.containsOnly(this.simulator.requests("createKnowledgeBase").get(0).path());
	}

	@Test
	void readsItsOwnStream(CapturedOutput output) {
		start().close();
		assertThat(output).contains("There is Support")
			.containsSubsequence("Streamed from user: Your table is confirmed", "Streamed from assistant: ");
		this.simulator.awaitOpenStreams(0, Duration.ofSeconds(5));
	}

	@Test
	void hearsTheConfiguredStream(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start()) {
			Awaitility.await().until(() -> this.conversation.openStreams().size() == 1);
			this.conversation.receives("Where is my parcel?");
			Awaitility.await()
				.untilAsserted(
						() -> assertThat(output).containsSubsequence("user: Where is my parcel?", "assistant: "));
			assertThat(context.isActive()).isTrue();
		}
	}

	private ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(FrontDesk.class).web(WebApplicationType.NONE)
			.run("--bimpeai.api-key=" + this.simulator.apiKey(), "--bimpeai.base-url=" + this.simulator.baseUrl(),
					"--bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId(),
					"--bimpeai.streams.front-desk.conversation-id=" + this.conversation.id());
	}

}
