package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import ai.bimpe.client.internal.resource.ResourceFactory;
import reactor.core.publisher.Mono;

/**
 * Agents of the team, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveAgents {

	private static final Operation<List<Agent>> LIST = Operation.list("listAgents", "/agents", Agent.class);

	private static final Operation<AgentCreated> CREATE = Operation.post("createAgent", "/agents", AgentCreated.class);

	private static final Operation<AgentDetail> RETRIEVE = Operation.get("getAgent", "/agents/{agentId}",
			AgentDetail.class);

	private static final Operation<Agent> UPDATE = Operation.patch("updateAgent", "/agents/{agentId}", Agent.class);

	private static final Operation<Void> DELETE = Operation.delete("deleteAgent", "/agents/{agentId}");

	private static final Operation<AgentLiveStatus> UPDATE_LIVE_STATUS = Operation.patch("updateAgentLiveStatus",
			"/agents/{agentId}/live-status", AgentLiveStatus.class);

	private static final Operation<AgentTestCode> GET_TEST_CODE = Operation.get("getAgentTestCode",
			"/agents/{agentId}/deployment/agent-test-code", AgentTestCode.class);

	static {
		ResourceFactory.register(ReactiveAgents.class, (parts) -> new ReactiveAgents(parts.executor()));
	}

	private final CallExecutor executor;

	private final ReactiveKnowledgeBases knowledgeBases;

	private final ReactiveAgentChannels channels;

	private final ReactiveAgentActions actions;

	private final ReactiveIntegrations integrations;

	private final ReactiveConversationFlows conversationFlows;

	ReactiveAgents(CallExecutor executor) {
		this.executor = executor;
		this.knowledgeBases = new ReactiveKnowledgeBases(executor);
		this.channels = new ReactiveAgentChannels(executor);
		this.actions = new ReactiveAgentActions(executor);
		this.integrations = new ReactiveIntegrations(executor);
		this.conversationFlows = new ReactiveConversationFlows(executor);
	}

	/**
	 * List the agents of the team ({@code listAgents}).
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the agents of all pages, fetched as they are asked for
	 */
	public PagedFlux<Agent> list(ListQuery query, RequestOption... options) {
		return this.executor.pages(LIST.call(), query, options);
	}

	/**
	 * Create an agent on a workflow ({@code createAgent}). A public workflow is copied
	 * for the team first.
	 * @param request what the agent is made of
	 * @param options the options of the call
	 * @return the new agent with its workflow, in development
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * can see no such workflow
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<AgentCreated> create(CreateAgentRequest request, RequestOption... options) {
		return this.executor.data(CREATE.call().body(request), options);
	}

	/**
	 * Read one agent with its sub-resources ({@code getAgent}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return the agent
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Mono<AgentDetail> retrieve(String agentId, RequestOption... options) {
		return this.executor.data(RETRIEVE.call(agentId), options);
	}

	/**
	 * Change an agent ({@code updateAgent}).
	 * @param agentId the id of the agent
	 * @param request the changes; what is not set stays as it is
	 * @param options the options of the call
	 * @return the agent after the change
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<Agent> update(String agentId, UpdateAgentRequest request, RequestOption... options) {
		return this.executor.data(UPDATE.call(agentId).body(request), options);
	}

	/**
	 * Delete an agent for good ({@code deleteAgent}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return completion
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Mono<Void> delete(String agentId, RequestOption... options) {
		return this.executor.data(DELETE.call(agentId), options);
	}

	/**
	 * Move an agent between its life-cycle states ({@code updateAgentLiveStatus}).
	 * @param agentId the id of the agent
	 * @param request the state to move to
	 * @param options the options of the call
	 * @return the state after the change
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 */
	public Mono<AgentLiveStatus> updateLiveStatus(String agentId, UpdateLiveStatusRequest request,
			RequestOption... options) {
		return this.executor.data(UPDATE_LIVE_STATUS.call(agentId).body(request), options);
	}

	/**
	 * Read the test code of an agent and the links that use it
	 * ({@code getAgentTestCode}). Makes a code when the agent has none yet.
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return code and links
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Mono<AgentTestCode> getTestCode(String agentId, RequestOption... options) {
		return this.executor.data(GET_TEST_CODE.call(agentId), options);
	}

	/**
	 * Return the knowledge bases of agents.
	 * @return the operations on them
	 */
	public ReactiveKnowledgeBases knowledgeBases() {
		return this.knowledgeBases;
	}

	/**
	 * Return the channels of agents.
	 * @return the operations on them
	 */
	public ReactiveAgentChannels channels() {
		return this.channels;
	}

	/**
	 * Return the actions of agents.
	 * @return the operations on them
	 */
	public ReactiveAgentActions actions() {
		return this.actions;
	}

	/**
	 * Return the integrations of agents.
	 * @return the operations on them
	 */
	public ReactiveIntegrations integrations() {
		return this.integrations;
	}

	/**
	 * Return the flows of agents, on a server with the earlier API.
	 * @return the operations on them
	 */
	public ReactiveConversationFlows conversationFlows() {
		return this.conversationFlows;
	}

}
