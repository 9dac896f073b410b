package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Channels of an agent. They are connected in the dashboard.
 *
 * @since 0.1.0
 */
public class AgentChannels {

	private final ReactiveAgentChannels reactive;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public AgentChannels(ReactiveAgentChannels reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the channels of an agent ({@code listAgentChannels}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public List<AgentChannel> list(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, options).collectList(), "ReactiveAgentChannels.list");
	}

}
