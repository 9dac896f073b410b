package ai.bimpe.samples.examples;

import java.util.Objects;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.SentMessage;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FiveStepRecipe}.
 */
@ExamplesTest
class FiveStepRecipeTests {

	private final Simulator simulator;

	private final BimpeAI bimpeai;

	private final FiveStepRecipe fiveStepRecipe;

	FiveStepRecipeTests(Simulator simulator, BimpeAI bimpeai, FiveStepRecipe fiveStepRecipe) {
		this.simulator = simulator;
		this.bimpeai = bimpeai;
		this.fiveStepRecipe = fiveStepRecipe;
	}

	@Test
	void makesAnAgentThatAnswers() {
		this.simulator.settings().answering(true);
		SentMessage question = this.fiveStepRecipe.cook();
		SimulatedAgent agent = this.simulator.agent(this.bimpeai.agents().list(ListQuery.create()).data().get(0).id());
		SimulatedConversation conversation = agent.conversation(Objects.requireNonNull(question.conversationId()));
		Awaitility.await().until(() -> conversation.messages().size() == 2);
		assertThat(conversation.messages().get(1).text()).contains("12 euros");
	}

	@Test
	void asksTheServerOncePerStep() {
		this.fiveStepRecipe.cook();
		assertThat(this.simulator.requests()).extracting(RecordedRequest::operationId)
			.containsExactly("listWorkflows", "createAgent", "createKnowledgeBase", "createKnowledgeBase",
					"listAgentChannels", "listAgentIntegrations", "listAgentActions", "createConversationMessage");
	}

}
