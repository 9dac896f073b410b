package ai.bimpe.samples.inbox;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the inbox with an API key.
 */
@InboxTest
class RealApiTests {

	private static final Simulator api = Simulator.start();

	private static final SimulatedConversation conversation = conversation();

	@Autowired
	private MockMvcTester web;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("bimpeai.api-key", api::apiKey);
		registry.add("bimpeai.base-url", api::baseUrl);
		registry.add("inbox.agent-id", conversation::agentId);
	}

	@AfterAll
	static void close() {
		api.close();
	}

	@Test
	void followsTheAgentThatIsNamedAndMakesNothingUp(@Autowired ApplicationContext context) {
		assertThat(context.getBeansOfType(Simulator.class)).isEmpty();
		assertThat(this.web.get().uri("/")).hasStatusOk()
			.bodyText()
			.contains("Conversations of The named one", "Real customer")
			.doesNotContain("Tomi Adeyemi");
		assertThat(api.requests("createAgent")).isEmpty();
	}

	private static SimulatedConversation conversation() {
		api.newAgent("The first one");
		SimulatedConversation conversation = api.newAgent("The named one").newConversation("Real customer");
		conversation.receives("Hello");
		return conversation;
	}

}
