package ai.bimpe.client.agents;

import ai.bimpe.client.Blocking;
import ai.bimpe.client.ListQuery;
import ai.bimpe.client.Page;
import ai.bimpe.client.RequestOption;

/**
 * Agents of the team.
 *
 * @since 0.1.0
 */
public class Agents {

	private final ReactiveAgents reactive;

	/**
	 * Made by the client; applications get it from
	 * {@link ai.bimpe.client.BimpeAI#agents()}.
	 * @param reactive does the work
	 */
	public Agents(ReactiveAgents reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the agents of the team ({@code listAgents}).
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the first page; iterating over it goes on to the later ones
	 */
	public Page<Agent> list(ListQuery query, RequestOption... options) {
		return Blocking.await(this.reactive.list(query, options).firstPage(), "ReactiveAgents.list");
	}

	/**
	 * Read one agent with its sub-resources ({@code getAgent}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return the agent
	 */
	public Agent retrieve(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.retrieve(agentId, options), "ReactiveAgents.retrieve");
	}

	/**
	 * Delete an agent for good ({@code deleteAgent}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 */
	public void delete(String agentId, RequestOption... options) {
		Blocking.awaitOptional(this.reactive.delete(agentId, options), "ReactiveAgents.delete");
	}

}
