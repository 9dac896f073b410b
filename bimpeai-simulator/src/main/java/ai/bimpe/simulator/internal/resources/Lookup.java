package ai.bimpe.simulator.internal.resources;

import ai.bimpe.simulator.internal.http.ApiProblem;
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
final class Lookup {

	private final Store store;

	Lookup(Store store) {
		this.store = store;
	}

	ObjectNode agent(ApiRequest request) {
		return agent(request.path("agentId"));
	}

	ObjectNode agent(String agentId) {
		return there(this.store.agents().find(Store.TEAM, agentId), "Agent");
	}

	ObjectNode conversation(ApiRequest request) {
		agent(request);
		return conversation(request.path("agentId"), request.path("conversationId"));
	}

	ObjectNode conversation(String agentId, String conversationId) {
		return there(this.store.conversations().find(agentId, conversationId), "Conversation");
	}

	ObjectNode workflow(String workflowId) {
		return there(this.store.workflows().find(Store.TEAM, workflowId), "Workflow");
	}

	ObjectNode ofAgent(ApiRequest request, Table table, String variable, String what) {
		agent(request);
		return there(table.find(request.path("agentId"), request.path(variable)), what);
	}

	ObjectNode ofTeam(ApiRequest request, Table table, String variable, String what) {
		return there(table.find(Store.TEAM, request.path(variable)), what);
	}

	private static ObjectNode there(@Nullable ObjectNode row, String what) {
		if (row == null) {
			throw ApiProblem.notFound(what);
		}
		return row;
	}

}
