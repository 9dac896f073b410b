package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.RequestOption;
import ai.bimpe.client.http.Exchange;
import ai.bimpe.client.http.Operation;
import reactor.core.publisher.Flux;

/**
 * Channels of an agent. They are connected in the dashboard, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveAgentChannels {

	private static final Operation<List<AgentChannel>> LIST = Operation.list("listAgentChannels",
			"/agents/{agentId}/channels", AgentChannel.class);

	private final Exchange exchange;

	/**
	 * Made by the client; applications get it from
	 * {@link ai.bimpe.client.ReactiveBimpeAI}.
	 * @param exchange carries out the calls
	 */
	public ReactiveAgentChannels(Exchange exchange) {
		this.exchange = exchange;
	}

	/**
	 * List the channels of an agent ({@code listAgentChannels}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Flux<AgentChannel> list(String agentId, RequestOption... options) {
		return this.exchange.items(LIST.call(agentId), options);
	}

}
