package ai.bimpe.client.agents;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Agents of the team.
 *
 * @since 0.1.0
 */
public class Agents {

	private final ReactiveAgents reactive;

	private final KnowledgeBases knowledgeBases;

	private final AgentChannels channels;

	private final AgentActions actions;

	private final Integrations integrations;

	private final ConversationFlows conversationFlows;

	/**
	 * Made by the client; applications get it from
	 * {@link ai.bimpe.client.BimpeAI#agents()}.
	 * @param reactive does the work
	 */
	public Agents(ReactiveAgents reactive) {
		this.reactive = reactive;
		this.knowledgeBases = new KnowledgeBases(reactive.knowledgeBases());
		this.channels = new AgentChannels(reactive.channels());
		this.actions = new AgentActions(reactive.actions());
		this.integrations = new Integrations(reactive.integrations());
		this.conversationFlows = new ConversationFlows(reactive.conversationFlows());
	}

	/**
	 * List the agents of the team ({@code listAgents}).
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the first page of the agents; iterating over it goes on to the later ones
	 */
	public Page<Agent> list(ListQuery query, RequestOption... options) {
		return Blocking.await(this.reactive.list(query, options).firstPage(), "ReactiveAgents.list");
	}

	/**
	 * Create an agent on a workflow ({@code createAgent}). A public workflow is copied
	 * for the team first.
	 * @param request what the agent is made of
	 * @param options the options of the call
	 * @return the new agent with its workflow, in development
	 * @throws ai.bimpe.client.errors.NotFoundException when the team can see no such
	 * workflow
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public AgentCreated create(CreateAgentRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.create(request, options), "ReactiveAgents.create");
	}

	/**
	 * Read one agent with its sub-resources ({@code getAgent}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return the agent
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public AgentDetail retrieve(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.retrieve(agentId, options), "ReactiveAgents.retrieve");
	}

	/**
	 * Change an agent ({@code updateAgent}).
	 * @param agentId the id of the agent
	 * @param request the changes; what is not set stays as it is
	 * @param options the options of the call
	 * @return the agent after the change
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public Agent update(String agentId, UpdateAgentRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.update(agentId, request, options), "ReactiveAgents.update");
	}

	/**
	 * Delete an agent for good ({@code deleteAgent}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public void delete(String agentId, RequestOption... options) {
		Blocking.awaitOptional(this.reactive.delete(agentId, options), "ReactiveAgents.delete");
	}

	/**
	 * Move an agent between its life-cycle states ({@code updateAgentLiveStatus}).
	 * @param agentId the id of the agent
	 * @param request the state to move to
	 * @param options the options of the call
	 * @return the state after the change
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 */
	public AgentLiveStatus updateLiveStatus(String agentId, UpdateLiveStatusRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.updateLiveStatus(agentId, request, options),
				"ReactiveAgents.updateLiveStatus");
	}

	/**
	 * Read the test code of an agent and the links that use it
	 * ({@code getAgentTestCode}). Makes a code when the agent has none yet.
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return code and links
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public AgentTestCode getTestCode(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.getTestCode(agentId, options), "ReactiveAgents.getTestCode");
	}

	/**
	 * Return the knowledge bases of agents.
	 * @return the operations on them
	 */
	public KnowledgeBases knowledgeBases() {
		return this.knowledgeBases;
	}

	/**
	 * Return the channels of agents.
	 * @return the operations on them
	 */
	public AgentChannels channels() {
		return this.channels;
	}

	/**
	 * Return the actions of agents.
	 * @return the operations on them
	 */
	public AgentActions actions() {
		return this.actions;
	}

	/**
	 * Return the integrations of agents.
	 * @return the operations on them
	 */
	public Integrations integrations() {
		return this.integrations;
	}

	/**
	 * Return the flows of agents, on a server with the earlier API.
	 * @return the operations on them
	 */
	public ConversationFlows conversationFlows() {
		return this.conversationFlows;
	}

}
