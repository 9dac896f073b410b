package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;

/**
 * Flows of an agent in the earlier API; now read {@code flows} of the workflow, without
 * blocking.
 *
 * @since 0.1.0
 */
public class ReactiveConversationFlows {

	private static final Operation<List<ConversationFlowSummary>> LIST = Operation.list("listAgentConversationFlows",
			"/agents/{agentId}/conversation_flows", ConversationFlowSummary.class);

	private final CallExecutor executor;

	ReactiveConversationFlows(CallExecutor executor) {
		this.executor = executor;
	}

	/**
	 * List the flows of an agent, on a server with the earlier API
	 * ({@code listAgentConversationFlows}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, on a server
	 * without it
	 */
	public Flux<ConversationFlowSummary> list(String agentId, RequestOption... options) {
		return this.executor.items(LIST.call(agentId), options);
	}

}
