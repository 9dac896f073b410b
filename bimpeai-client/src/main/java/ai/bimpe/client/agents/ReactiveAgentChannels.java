package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;

/**
 * Channels of an agent. They are connected in the dashboard, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveAgentChannels {

	private static final Operation<List<AgentChannel>> LIST = Operation.list("listAgentChannels",
			"/agents/{agentId}/channels", AgentChannel.class);

	private final CallExecutor executor;

	ReactiveAgentChannels(CallExecutor executor) {
		this.executor = executor;
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
		return this.executor.items(LIST.call(agentId), options);
	}

}
