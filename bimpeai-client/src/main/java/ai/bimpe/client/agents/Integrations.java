package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Integrations of an agent, in four families.
 *
 * @since 0.1.0
 */
public class Integrations {

	private final ReactiveIntegrations reactive;

	private final BimpeaiIntegrations bimpeai;

	private final CustomApiIntegrations customApi;

	private final McpServerIntegrations mcpServer;

	private final PipedreamIntegrations pipedream;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public Integrations(ReactiveIntegrations reactive) {
		this.reactive = reactive;
		this.bimpeai = new BimpeaiIntegrations(reactive.bimpeai());
		this.customApi = new CustomApiIntegrations(reactive.customApi());
		this.mcpServer = new McpServerIntegrations(reactive.mcpServer());
		this.pipedream = new PipedreamIntegrations(reactive.pipedream());
	}

	/**
	 * List the integrations of an agent over all families
	 * ({@code listAgentIntegrations}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public List<AgentIntegration> list(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, options).collectList(), "ReactiveIntegrations.list");
	}

	/**
	 * Return the first-party connectors.
	 * @return the operations on them
	 */
	public BimpeaiIntegrations bimpeai() {
		return this.bimpeai;
	}

	/**
	 * Return the custom HTTP APIs.
	 * @return the operations on them
	 */
	public CustomApiIntegrations customApi() {
		return this.customApi;
	}

	/**
	 * Return the MCP servers.
	 * @return the operations on them
	 */
	public McpServerIntegrations mcpServer() {
		return this.mcpServer;
	}

	/**
	 * Return the Pipedream apps.
	 * @return the operations on them
	 */
	public PipedreamIntegrations pipedream() {
		return this.pipedream;
	}

}
