package ai.bimpe.samples.quickstart;

import java.util.UUID;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.CreateAgentRequest;
import ai.bimpe.client.agents.CreateKnowledgeBaseRequest;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.CreateConversationMessageRequest;
import ai.bimpe.client.conversations.SendChannelType;
import ai.bimpe.client.conversations.SentMessage;
import ai.bimpe.client.workflows.Workflow;
import ai.bimpe.client.workflows.WorkflowQuery;
import ai.bimpe.client.workflows.WorkflowScope;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.StreamSpec;

import org.springframework.stereotype.Component;

import static ai.bimpe.client.core.RequestOption.idempotencyKey;

/**
 * The five steps from a workflow to a conversation on the message stream.
 */
@Component
class QuickstartSteps {

	private static final String QUESTION = "How much is a Margherita?";

	private final BimpeAI bimpeai;

	private final BimpeAIStreams streams;

	private final ConversationListener listener;

	private final Printer printer;

	QuickstartSteps(BimpeAI bimpeai, BimpeAIStreams streams, ConversationListener listener, Printer printer) {
		this.bimpeai = bimpeai;
		this.streams = streams;
		this.listener = listener;
		this.printer = printer;
	}

	void run() {
		Workflow workflow = findWorkflow();
		String agentId = createAgent(workflow);
		teach(agentId);
		lookAround(agentId);
		converse(agentId);
	}

	private Workflow findWorkflow() {
		Workflow workflow = this.bimpeai.workflows()
			.list(WorkflowQuery.create().scope(WorkflowScope.PUBLIC).search("restaurant"))
			.stream()
			.findFirst()
			.orElseThrow(() -> new StepFailedException("There is no public workflow for restaurants",
					"Look at the public workflows in the console, and search for another one."));
		this.printer.step("1. Found the public workflow '" + workflow.name() + "'.");
		return workflow;
	}

	// The key makes the step repeatable: run again within a day, it finds the same agent.
	private String createAgent(Workflow workflow) {
		CreateAgentRequest request = CreateAgentRequest.builder()
			.workflowId(workflow.id())
			.name("Restaurant assistant")
			.description("Takes bookings and answers questions about the menu")
			.build();
		String agentId = this.bimpeai.agents().create(request, idempotencyKey("quickstart-" + workflow.id())).id();
		this.printer.step("2. Created the agent 'Restaurant assistant' on it (" + agentId + ").");
		return agentId;
	}

	private void teach(String agentId) {
		this.bimpeai.agents()
			.knowledgeBases()
			.create(agentId, CreateKnowledgeBaseRequest.text("Menu", "A Margherita is 12 euros, a Marinara is 10."));
		this.bimpeai.agents()
			.knowledgeBases()
			.create(agentId, CreateKnowledgeBaseRequest.url("Website", "https://example.com/restaurant"));
		this.printer.step("3. Taught it the menu and the website.");
	}

	private void lookAround(String agentId) {
		int channels = this.bimpeai.agents().channels().list(agentId).size();
		int integrations = this.bimpeai.agents().integrations().list(agentId).size();
		int actions = this.bimpeai.agents().actions().list(agentId).size();
		this.printer.step(
				"4. It has " + channels + " channels, " + integrations + " integrations and " + actions + " actions.");
	}

	private void converse(String agentId) {
		SentMessage sent = this.bimpeai.conversations()
			.send(agentId,
					CreateConversationMessageRequest.builder()
						.message(QUESTION)
						.channelType(SendChannelType.WEBCHAT)
						.channelUserId(UUID.randomUUID().toString())
						.channelUsername("Ada")
						.testChannel(true)
						.build());
		this.printer.step("5. Asked: " + QUESTION);
		// From just before the question, so that it and a quick answer are replayed.
		this.streams.subscribe(StreamSpec.of("front-desk", agentId, conversationOf(agentId, sent))
			.after(sent.createdAt().minusMillis(1)));
		this.listener.awaitDialogue(sent.id());
		this.printer.step("Done: the question and its answer came in on the message stream.");
	}

	// Some servers do not say where a message went: then it is the newest conversation.
	private String conversationOf(String agentId, SentMessage sent) {
		String conversationId = sent.conversationId();
		if (conversationId != null) {
			return conversationId;
		}
		return this.bimpeai.conversations().list(agentId, ConversationQuery.create().limit(1)).data().get(0).id();
	}

}
