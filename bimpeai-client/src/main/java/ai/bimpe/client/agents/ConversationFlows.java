package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Flows of an agent in the earlier API; now read {@code flows} of the workflow.
 *
 * @since 0.1.0
 */
public class ConversationFlows {

	private final ReactiveConversationFlows reactive;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public ConversationFlows(ReactiveConversationFlows reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the flows of an agent, on a server with the earlier API
	 * ({@code listAgentConversationFlows}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException on a server without it
	 */
	public List<ConversationFlowSummary> list(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, options).collectList(), "ReactiveConversationFlows.list");
	}

}
