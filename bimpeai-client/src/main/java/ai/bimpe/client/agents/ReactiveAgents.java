package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.ListQuery;
import ai.bimpe.client.PagedFlux;
import ai.bimpe.client.RequestOption;
import ai.bimpe.client.http.Exchange;
import ai.bimpe.client.http.Operation;
import ai.bimpe.client.http.Query;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;

/**
 * Agents of the team, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveAgents {

	private static final Operation<List<Agent>> LIST = Operation.list("listAgents", "/agents", Agent.class);

	private static final Operation<Agent> RETRIEVE = Operation.of("getAgent", HttpMethod.GET, "/agents/{agentId}",
			Agent.class);

	private static final Operation<Void> DELETE = Operation.withoutData("deleteAgent", HttpMethod.DELETE,
			"/agents/{agentId}");

	private final Exchange exchange;

	/**
	 * Made by the client; applications get it from
	 * {@link ai.bimpe.client.ReactiveBimpeAI#agents()}.
	 * @param exchange carries out the calls
	 */
	public ReactiveAgents(Exchange exchange) {
		this.exchange = exchange;
	}

	/**
	 * List the agents of the team ({@code listAgents}).
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the agents of all pages, fetched as they are asked for
	 */
	public PagedFlux<Agent> list(ListQuery query, RequestOption... options) {
		return this.exchange.pages(query.page(), (page) -> LIST.call().query(Query.page(query, page)), options);
	}

	/**
	 * Read one agent with its sub-resources ({@code getAgent}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return the agent
	 */
	public Mono<Agent> retrieve(String agentId, RequestOption... options) {
		return Mono.defer(() -> this.exchange.data(RETRIEVE.call(agentId), options));
	}

	/**
	 * Delete an agent for good ({@code deleteAgent}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return completion
	 */
	public Mono<Void> delete(String agentId, RequestOption... options) {
		return Mono.defer(() -> this.exchange.data(DELETE.call(agentId), options));
	}

}
