package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.RequestOption;
import ai.bimpe.client.http.Exchange;
import ai.bimpe.client.http.Operation;
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

	private final Exchange exchange;

	/**
	 * Made by the client; applications get it from
	 * {@link ai.bimpe.client.ReactiveBimpeAI}.
	 * @param exchange carries out the calls
	 */
	public ReactiveConversationFlows(Exchange exchange) {
		this.exchange = exchange;
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
		return this.exchange.items(LIST.call(agentId), options);
	}

}
