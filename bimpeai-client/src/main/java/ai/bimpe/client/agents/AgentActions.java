package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Actions that an agent may run.
 *
 * @since 0.1.0
 */
public class AgentActions {

	private final ReactiveAgentActions reactive;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public AgentActions(ReactiveAgentActions reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the actions of an agent over all its integrations ({@code listAgentActions}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public List<AgentAction> list(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, options).collectList(), "ReactiveAgentActions.list");
	}

	/**
	 * Let an agent run these actions ({@code enableAgentActions}).
	 * @param agentId the id of the agent
	 * @param actionIds ids from the list of actions
	 * @param options the options of the call
	 * @return how many actions changed; {@link BulkActionUpdate#NONE} when the server
	 * answers without a body
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public BulkActionUpdate enable(String agentId, List<String> actionIds, RequestOption... options) {
		return Blocking.await(this.reactive.enable(agentId, actionIds, options), "ReactiveAgentActions.enable");
	}

	/**
	 * Keep an agent from running these actions ({@code disableAgentActions}).
	 * @param agentId the id of the agent
	 * @param actionIds ids from the list of actions
	 * @param options the options of the call
	 * @return how many actions changed; {@link BulkActionUpdate#NONE} when the server
	 * answers without a body
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public BulkActionUpdate disable(String agentId, List<String> actionIds, RequestOption... options) {
		return Blocking.await(this.reactive.disable(agentId, actionIds, options), "ReactiveAgentActions.disable");
	}

}
