package ai.bimpe.client.agents;

import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Actions that an agent may run, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveAgentActions {

	private static final Operation<List<AgentAction>> LIST = Operation.list("listAgentActions",
			"/agents/{agentId}/actions", AgentAction.class);

	private static final Operation<BulkActionUpdate> ENABLE = Operation
		.post("enableAgentActions", "/agents/{agentId}/actions/enable", BulkActionUpdate.class)
		.withOptionalData();

	private static final Operation<BulkActionUpdate> DISABLE = Operation
		.post("disableAgentActions", "/agents/{agentId}/actions/disable", BulkActionUpdate.class)
		.withOptionalData();

	private final CallExecutor executor;

	ReactiveAgentActions(CallExecutor executor) {
		this.executor = executor;
	}

	/**
	 * List the actions of an agent over all its integrations ({@code listAgentActions}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Flux<AgentAction> list(String agentId, RequestOption... options) {
		return this.executor.items(LIST.call(agentId), options);
	}

	/**
	 * Let an agent run these actions ({@code enableAgentActions}).
	 * @param agentId the id of the agent
	 * @param actionIds ids from the list of actions
	 * @param options the options of the call
	 * @return how many actions changed; {@link BulkActionUpdate#NONE} when the server
	 * answers without a body
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Mono<BulkActionUpdate> enable(String agentId, List<String> actionIds, RequestOption... options) {
		return update(ENABLE, agentId, actionIds, options);
	}

	/**
	 * Keep an agent from running these actions ({@code disableAgentActions}).
	 * @param agentId the id of the agent
	 * @param actionIds ids from the list of actions
	 * @param options the options of the call
	 * @return how many actions changed; {@link BulkActionUpdate#NONE} when the server
	 * answers without a body
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Mono<BulkActionUpdate> disable(String agentId, List<String> actionIds, RequestOption... options) {
		return update(DISABLE, agentId, actionIds, options);
	}

	private Mono<BulkActionUpdate> update(Operation<BulkActionUpdate> operation, String agentId, List<String> actionIds,
			RequestOption... options) {
		return Mono
			.defer(() -> this.executor.data(operation.call(agentId).body(Map.of("action_ids", List.copyOf(actionIds))),
					options))
			.defaultIfEmpty(BulkActionUpdate.NONE);
	}

}
