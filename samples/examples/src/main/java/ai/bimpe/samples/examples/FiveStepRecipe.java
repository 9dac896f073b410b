package ai.bimpe.samples.examples;

import java.util.UUID;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.AgentCreated;
import ai.bimpe.client.agents.CreateAgentRequest;
import ai.bimpe.client.agents.CreateKnowledgeBaseRequest;
import ai.bimpe.client.conversations.CreateConversationMessageRequest;
import ai.bimpe.client.conversations.SendChannelType;
import ai.bimpe.client.conversations.SentMessage;
import ai.bimpe.client.workflows.Workflow;
import ai.bimpe.client.workflows.WorkflowQuery;
import ai.bimpe.client.workflows.WorkflowScope;

import org.springframework.stereotype.Component;

import static ai.bimpe.client.core.RequestOption.idempotencyKey;

/**
 * From nothing to a talking agent. {@code samples/quickstart} does the same with messages
 * that arrive in an event listener.
 */
@Component
class FiveStepRecipe {

	private final BimpeAI bimpeai;

	FiveStepRecipe(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	SentMessage cook() {
		// 1. Find a workflow that somebody has written already.
		Workflow workflow = this.bimpeai.workflows()
			.list(WorkflowQuery.create().scope(WorkflowScope.PUBLIC).search("restaurant"))
			.stream()
			.findFirst()
			.orElseThrow();

		// 2. Create an agent on it.
		AgentCreated agent = this.bimpeai.agents()
			.create(CreateAgentRequest.builder()
				.workflowId(workflow.id())
				.name("Restaurant assistant")
				.description("Takes bookings")
				.build(), idempotencyKey("five-steps-v1"));

		// 3. Teach it.
		this.bimpeai.agents()
			.knowledgeBases()
			.create(agent.id(), CreateKnowledgeBaseRequest.text("Menu", "A Margherita is 12 euros."));
		this.bimpeai.agents()
			.knowledgeBases()
			.create(agent.id(), CreateKnowledgeBaseRequest.url("Website", "https://example.com/restaurant"));

		// 4. See where it can be reached, and what it can do.
		this.bimpeai.agents().channels().list(agent.id());
		this.bimpeai.agents().integrations().list(agent.id());
		this.bimpeai.agents().actions().list(agent.id());

		// 5. Talk to it.
		return this.bimpeai.conversations()
			.send(agent.id(),
					CreateConversationMessageRequest.builder()
						.message("How much is a Margherita?")
						.channelType(SendChannelType.WEBCHAT)
						.channelUserId(UUID.randomUUID().toString())
						.testChannel(true)
						.build());
	}

}
