package ai.bimpe.samples.inbox;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the inbox with an API key.
 */
@InboxTest
@AutoConfigureBimpeAISimulator
@TestPropertySource(properties = "inbox.agent-id=agt_1")
class RealApiTests {

	@Autowired
	private MockMvcTester web;

	@Test
	void followsTheAgentThatIsNamedAndMakesNothingUp(Simulator api) {
		api.newAgent("The first one");
		api.newAgentWithId("agt_1", "The named one").newConversation("Real customer").receives("Hello");
		assertThat(this.web.get().uri("/")).hasStatusOk()
			.bodyText()
			.contains("Conversations of The named one", "Real customer")
			.doesNotContain("Tomi Adeyemi");
		assertThat(api).receivedNo("createAgent");
	}

}
