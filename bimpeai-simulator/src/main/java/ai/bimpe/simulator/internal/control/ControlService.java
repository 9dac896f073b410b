package ai.bimpe.simulator.internal.control;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.conversation.ConversationService;
import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.resources.AgentFactory;
import ai.bimpe.simulator.internal.resources.BimpeaiIntegrationResource;
import ai.bimpe.simulator.internal.resources.IntegrationService;
import ai.bimpe.simulator.internal.resources.Lookup;
import ai.bimpe.simulator.internal.resources.WorkflowService;
import ai.bimpe.simulator.internal.store.Store;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the people around the API do: they set up agents, write to them, and fulfil
 * orders. Serves the Java and the HTTP control interface.
 *
 * @since 0.1.0
 */
public final class ControlService {

	private final Store store;

	private final Lookup lookup;

	private final WorkflowService workflows;

	private final AgentFactory agentFactory;

	private final ConversationService conversations;

	private final IntegrationService integrations;

	/**
	 * Create a service.
	 * @param store the state
	 * @param settings the settings
	 * @param conversations who adds messages
	 * @param workflows who makes workflows
	 * @param agentFactory who makes agents
	 */
	public ControlService(Store store, SimulatorSettings settings, ConversationService conversations,
			WorkflowService workflows, AgentFactory agentFactory) {
		this.store = store;
		this.lookup = new Lookup(store);
		this.workflows = workflows;
		this.agentFactory = agentFactory;
		this.conversations = conversations;
		this.integrations = new IntegrationService(store, settings);
	}

	/**
	 * Make an agent.
	 * @param name its name
	 * @param withWorkflow whether it runs a workflow of its own
	 * @return its id
	 */
	public String newAgent(String name, boolean withWorkflow) {
		return this.store.locked(() -> addAgent(this.store.newId(), name, withWorkflow));
	}

	/**
	 * Make an agent with an id of one's own choice, which runs a workflow of its own.
	 * @param id its id
	 * @param name its name
	 * @throws IllegalArgumentException when there is an agent with this id
	 */
	public void newAgentWithId(String id, String name) {
		this.store.locked(() -> {
			if (this.store.agents().find(Store.TEAM, id) != null) {
				throw new IllegalArgumentException("There is an agent '" + id + "' already");
			}
			return addAgent(id, name, true);
		});
	}

	private String addAgent(String id, String name, boolean withWorkflow) {
		String workflowId = withWorkflow ? newWorkflow(name) : null;
		ObjectNode fields = Json.object().put("name", name).put("description", "Answers questions");
		return Json.string(this.agentFactory.create(id, fields, workflowId), "id");
	}

	/**
	 * Start a conversation on the web chat.
	 * @param agentId the agent
	 * @param customer the name of the customer
	 * @return the id of the conversation
	 */
	public String newConversation(String agentId, String customer) {
		return this.store.locked(() -> addConversation(this.store.newId(), agentId, customer));
	}

	/**
	 * Start a conversation with an id of one's own choice on the web chat.
	 * @param id its id
	 * @param agentId the agent
	 * @param customer the name of the customer
	 * @throws IllegalArgumentException when the agent has a conversation with this id
	 */
	public void newConversationWithId(String id, String agentId, String customer) {
		this.store.locked(() -> {
			if (this.store.conversations().find(agentId, id) != null) {
				throw new IllegalArgumentException("There is a conversation '" + id + "' already");
			}
			return addConversation(id, agentId, customer);
		});
	}

	private String addConversation(String id, String agentId, String customer) {
		this.lookup.agent(agentId);
		String address = UUID.randomUUID().toString();
		return Json.string(this.conversations.start(id, agentId,
				new ConversationService.Customer("webchat", address, customer, false)), "id");
	}

	/**
	 * Tell whether a message that was sent to an agent is for a conversation.
	 * @param agentId the agent
	 * @param conversationId the conversation
	 * @param body the body of the request
	 * @return whether it names the conversation or its customer
	 */
	public boolean isAddressedTo(String agentId, String conversationId, String body) {
		try {
			JsonNode message = Json.parse(body.getBytes(StandardCharsets.UTF_8));
			String named = Json.text(message, "conversation_id");
			if (named != null) {
				return named.equals(conversationId);
			}
			ObjectNode found = this.store
				.locked(() -> this.conversations.find(agentId, ConversationService.Customer.of(message)));
			return found != null && conversationId.equals(Json.text(found, "id"));
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	/**
	 * Write a message as the customer, which the agent may answer.
	 * @param agentId the agent
	 * @param conversationId the conversation
	 * @param text the text
	 * @return the message
	 */
	public ObjectNode customerWrites(String agentId, String conversationId, String text) {
		return this.store.locked(() -> this.conversations
			.customerWrites(agentId, this.lookup.conversation(agentId, conversationId), text)
			.deepCopy());
	}

	/**
	 * Write a message as the agent.
	 * @param agentId the agent
	 * @param conversationId the conversation
	 * @param text the text
	 * @return the message
	 */
	public ObjectNode agentWrites(String agentId, String conversationId, String text) {
		return this.store
			.locked(() -> this.conversations.agentWrites(this.lookup.conversation(agentId, conversationId), text)
				.deepCopy());
	}

	/**
	 * Delete a conversation with its messages.
	 * @param agentId the agent
	 * @param conversationId the conversation
	 */
	public void deleteConversation(String agentId, String conversationId) {
		this.store.locked(() -> {
			this.lookup.conversation(agentId, conversationId);
			this.store.removeConversation(agentId, conversationId);
			return this;
		});
	}

	/**
	 * Fulfil the order for a phone number.
	 * @param requestId the order
	 * @return the new number
	 */
	public ObjectNode fulfilPhoneNumberRequest(String requestId) {
		return this.store.locked(() -> {
			ObjectNode order = this.store.phoneNumberRequests().find(Store.TEAM, requestId);
			if (order == null) {
				throw ApiException.notFound("Phone number request");
			}
			if (Json.text(order, "e164") != null) {
				throw ApiException.of(409, "conflict", "The order is fulfilled already");
			}
			String now = this.store.now();
			String e164 = "+120255" + (50_100 + this.store.phoneNumbers().of(Store.TEAM).size());
			order.put("status", "fulfilled").put("e164", e164).put("updated_at", now);
			return this.store.phoneNumbers()
				.add(Store.TEAM,
						Json.object()
							.put("id", this.store.newId())
							.putNull("agent_id")
							.putNull("label")
							.put("e164", e164)
							.put("created_at", now)
							.put("updated_at", now)
							.put("inbound_enabled", true))
				.deepCopy();
		});
	}

	/**
	 * Do what a person does at an onboarding address: connect a Google connector, or the
	 * Pipedream apps that wait for it.
	 * @param agentId the agent
	 * @param type a first-party connector, or {@code pipedream}
	 */
	public void completeOnboarding(String agentId, String type) {
		this.store.locked(() -> {
			this.lookup.agent(agentId);
			List<ObjectNode> known = this.store.integrations()
				.of(agentId)
				.stream()
				.filter((integration) -> type.equals(Json.text(integration, "type")))
				.toList();
			if (known.isEmpty() && !type.equals("pipedream")) {
				BimpeaiIntegrationResource.connect(this.integrations, agentId, type);
			}
			known.forEach((integration) -> integration.put("status", "enabled").put("is_connected", true));
			return this;
		});
	}

	/**
	 * Fill the team with data to look at.
	 */
	public void addDemoData() {
		String agentId = newAgent("Pia from Parcel Desk", true);
		this.store.knowledgeBases()
			.add(agentId,
					Json.object()
						.put("id", this.store.newId())
						.put("type", "text")
						.put("name", "Return policy")
						.putNull("description")
						.putNull("url")
						.put("content", "Goods can go back within 30 days."));
		addDemoConversation(agentId, "Tomi", "Where is my parcel?", "It left our store this morning.");
		addDemoConversation(agentId, "Ada", "How long can I return goods?", "Goods can go back within 30 days.");
		newAgent("Restaurant assistant", true);
	}

	private void addDemoConversation(String agentId, String customer, String question, String answer) {
		ObjectNode conversation = this.lookup.conversation(agentId, newConversation(agentId, customer));
		conversation.put("is_ai_chat_paused", true);
		this.conversations.customerWrites(agentId, conversation, question);
		this.conversations.agentWrites(conversation, answer);
		conversation.put("is_ai_chat_paused", false);
	}

	private String newWorkflow(String name) {
		ObjectNode fields = Json.object().put("name", name + " workflow").put("system_prompt", "You are " + name + ".");
		return Json.string(this.workflows.create(fields), "id");
	}

}
