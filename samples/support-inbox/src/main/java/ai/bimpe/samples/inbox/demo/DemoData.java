package ai.bimpe.samples.inbox.demo;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.AgentPersona;
import ai.bimpe.client.agents.AgentStatus;
import ai.bimpe.client.agents.CreateAgentRequest;
import ai.bimpe.client.agents.CreateKnowledgeBaseRequest;
import ai.bimpe.client.agents.KnowledgeBases;
import ai.bimpe.client.agents.UpdateLiveStatusRequest;
import ai.bimpe.client.calls.MakeCallRequest;
import ai.bimpe.client.conversations.CreateConversationMessageRequest;
import ai.bimpe.client.workflows.WorkflowQuery;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Makes an agent with a past: what it knows, and who has talked to it.
 */
class DemoData implements ApplicationRunner {

	/** How many minutes lie between two lines of a conversation. */
	private static final int PACE = 2;

	private final BimpeAI bimpeai;

	private final Simulator simulator;

	private final DemoClock clock;

	private volatile List<SimulatedConversation> conversations = List.of();

	private String agentId = "";

	DemoData(BimpeAI bimpeai, Simulator simulator, DemoClock clock) {
		this.bimpeai = bimpeai;
		this.simulator = simulator;
		this.clock = clock;
	}

	@Override
	public void run(ApplicationArguments args) {
		this.clock.lookBack(Duration.ofDays(40));
		this.agentId = createAgent();
		teach(this.bimpeai.agents().knowledgeBases());
		this.clock.lookBack(Duration.ofHours(5));
		this.bimpeai.calls().make(this.agentId, MakeCallRequest.test("+12025550001"));
		this.clock.lookBack(Duration.ofHours(26));
		this.bimpeai.calls().make(this.agentId, MakeCallRequest.test("+12025550002"));
		List<SimulatedConversation> told = PastConversation.all().stream().map(this::tell).toList();
		this.clock.lookBack(Duration.ZERO);
		this.simulator.settings().answering(true);
		this.conversations = told;
	}

	String agentId() {
		return this.agentId;
	}

	/**
	 * Return the conversations of the past.
	 * @return the conversations; none until all are told
	 */
	List<SimulatedConversation> conversations() {
		return this.conversations;
	}

	private String createAgent() {
		String workflowId = this.bimpeai.workflows().list(WorkflowQuery.create().search("helpdesk")).data().get(0).id();
		String id = this.bimpeai.agents()
			.create(CreateAgentRequest.builder()
				.workflowId(workflowId)
				.name("Pia")
				.description("Answers the customers of Lumen & Oak, a shop for furniture and lamps")
				.persona(AgentPersona.FRIENDLY)
				.language("en")
				.timezone("Europe/London")
				.businessName("Lumen & Oak")
				.build())
			.id();
		this.bimpeai.agents().updateLiveStatus(id, UpdateLiveStatusRequest.of(AgentStatus.LIVE));
		return id;
	}

	private void teach(KnowledgeBases knowledge) {
		knowledge.create(this.agentId, CreateKnowledgeBaseRequest.text("Delivery",
				"An order that is made before 14:00 leaves the same day and will arrive within two working days."));
		knowledge.create(this.agentId, CreateKnowledgeBaseRequest.text("Returns",
				"You can return goods within 30 days. The label for it is in your parcel."));
		knowledge.create(this.agentId, CreateKnowledgeBaseRequest.text("Opening hours",
				"The store at 12 Mill Lane is open from Monday to Saturday, 9:00 to 18:00."));
		knowledge.create(this.agentId, CreateKnowledgeBaseRequest.text("Gift cards",
				"Gift cards are valid for three years and work online and in the store."));
		knowledge.create(this.agentId, CreateKnowledgeBaseRequest.url("Help centre", "https://example.com/help"));
	}

	private SimulatedConversation tell(PastConversation past) {
		int start = past.ago() + PACE * (past.lines().size() - 1);
		this.clock.lookBack(Duration.ofMinutes(start));
		SimulatedConversation conversation = begin(past);
		for (int line = 1; line < past.lines().size(); line++) {
			this.clock.lookBack(Duration.ofMinutes(start - (long) PACE * line));
			if (line % 2 == 0) {
				conversation.receives(past.lines().get(line));
			}
			else {
				conversation.says(past.lines().get(line));
			}
		}
		return conversation;
	}

	private SimulatedConversation begin(PastConversation past) {
		String id = this.bimpeai.conversations()
			.send(this.agentId,
					CreateConversationMessageRequest.builder()
						.message(past.lines().get(0))
						.channelType(past.channel())
						.channelUserId(past.address())
						.channelUsername(past.customer())
						.testChannel(false)
						.build())
			.conversationId();
		return this.simulator.agent(this.agentId).conversation(Objects.requireNonNull(id));
	}

}
