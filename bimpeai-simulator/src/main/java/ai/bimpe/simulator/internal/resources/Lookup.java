package ai.bimpe.simulator.internal.resources;

import ai.bimpe.simulator.internal.http.ApiException;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.store.Store;
import ai.bimpe.simulator.internal.store.Table;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the rows that the path of a request names, or refuses the request.
 *
 * @since 0.1.0
 */
public final class Lookup {

	private final Store store;

	/**
	 * Create a lookup.
	 * @param store the state
	 */
	public Lookup(Store store) {
		this.store = store;
	}

	ObjectNode agent(ApiRequest request) {
		return agent(request.path("agentId"));
	}

	/**
	 * Find an agent.
	 * @param agentId the id of the agent
	 * @return the agent
	 * @throws ApiException when there is none
	 */
	public ObjectNode agent(String agentId) {
		return require(this.store.agents().find(Store.TEAM, agentId), "Agent");
	}

	ObjectNode conversation(ApiRequest request) {
		agent(request);
		return conversation(request.path("agentId"), request.path("conversationId"));
	}

	/**
	 * Find a conversation.
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @return the conversation
	 * @throws ApiException when the agent has none with this id
	 */
	public ObjectNode conversation(String agentId, String conversationId) {
		return require(this.store.conversations().find(agentId, conversationId), "Conversation");
	}

	ObjectNode workflow(String workflowId) {
		return require(this.store.workflows().find(Store.TEAM, workflowId), "Workflow");
	}

	ObjectNode ofAgent(ApiRequest request, Table table, String variable, String what) {
		agent(request);
		return require(table.find(request.path("agentId"), request.path(variable)), what);
	}

	ObjectNode ofTeam(ApiRequest request, Table table, String variable, String what) {
		return require(table.find(Store.TEAM, request.path(variable)), what);
	}

	private static ObjectNode require(@Nullable ObjectNode row, String what) {
		if (row == null) {
			throw ApiException.notFound(what);
		}
		return row;
	}

}
