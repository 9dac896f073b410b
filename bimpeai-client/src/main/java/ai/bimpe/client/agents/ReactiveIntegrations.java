package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;

/**
 * Integrations of an agent, in four families, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveIntegrations {

	private static final Operation<List<AgentIntegration>> LIST = Operation.list("listAgentIntegrations",
			"/agents/{agentId}/integrations", AgentIntegration.class);

	private final CallExecutor executor;

	private final ReactiveBimpeaiIntegrations bimpeai;

	private final ReactiveCustomApiIntegrations customApi;

	private final ReactiveMcpServerIntegrations mcpServer;

	private final ReactivePipedreamIntegrations pipedream;

	ReactiveIntegrations(CallExecutor executor) {
		this.executor = executor;
		this.bimpeai = new ReactiveBimpeaiIntegrations(executor);
		this.customApi = new ReactiveCustomApiIntegrations(executor);
		this.mcpServer = new ReactiveMcpServerIntegrations(executor);
		this.pipedream = new ReactivePipedreamIntegrations(executor);
	}

	/**
	 * List the integrations of an agent over all families
	 * ({@code listAgentIntegrations}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Flux<AgentIntegration> list(String agentId, RequestOption... options) {
		return this.executor.items(LIST.call(agentId), options);
	}

	/**
	 * Return the first-party connectors.
	 * @return the operations on them
	 */
	public ReactiveBimpeaiIntegrations bimpeai() {
		return this.bimpeai;
	}

	/**
	 * Return the custom HTTP APIs.
	 * @return the operations on them
	 */
	public ReactiveCustomApiIntegrations customApi() {
		return this.customApi;
	}

	/**
	 * Return the MCP servers.
	 * @return the operations on them
	 */
	public ReactiveMcpServerIntegrations mcpServer() {
		return this.mcpServer;
	}

	/**
	 * Return the Pipedream apps.
	 * @return the operations on them
	 */
	public ReactivePipedreamIntegrations pipedream() {
		return this.pipedream;
	}

}
