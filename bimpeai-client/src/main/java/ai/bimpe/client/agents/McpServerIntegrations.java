package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * MCP servers of an agent.
 *
 * @since 0.1.0
 */
public class McpServerIntegrations {

	private final ReactiveMcpServerIntegrations reactive;

	private final McpServerTools tools;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public McpServerIntegrations(ReactiveMcpServerIntegrations reactive) {
		this.reactive = reactive;
		this.tools = new McpServerTools(reactive.tools());
	}

	/**
	 * List the MCP servers of an agent, without their secrets
	 * ({@code listMcpServerIntegrations}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 */
	public List<McpServerIntegration> list(String agentId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, options).collectList(), "ReactiveMcpServerIntegrations.list");
	}

	/**
	 * Add an MCP server ({@code configureMcpServerIntegration}).
	 * @param agentId the id of the agent
	 * @param request its settings
	 * @param options the options of the call
	 * @return the new MCP server
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException when the server refuses a field
	 * @throws ai.bimpe.client.errors.ConflictException when the plan allows no more
	 * integrations
	 */
	public McpServerIntegration configure(String agentId, ConfigureMcpServerRequest request, RequestOption... options) {
		return Blocking.await(this.reactive.configure(agentId, request, options),
				"ReactiveMcpServerIntegrations.configure");
	}

	/**
	 * Disconnect an MCP server ({@code disconnectMcpServerIntegration}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * integration
	 * @throws ai.bimpe.client.errors.BadRequestException when the id belongs to another
	 * family
	 */
	public void disconnect(String agentId, String integrationId, RequestOption... options) {
		Blocking.awaitOptional(this.reactive.disconnect(agentId, integrationId, options),
				"ReactiveMcpServerIntegrations.disconnect");
	}

	/**
	 * Read the tools of an MCP server and store them ({@code discoverMcpServerTools}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @return how many tools were found; {@link McpServerDiscoverResult#NONE} when the
	 * server answers without a body
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * integration
	 * @throws ai.bimpe.client.errors.BadRequestException when the MCP server cannot be
	 * reached
	 */
	public McpServerDiscoverResult discover(String agentId, String integrationId, RequestOption... options) {
		return Blocking.await(this.reactive.discover(agentId, integrationId, options),
				"ReactiveMcpServerIntegrations.discover");
	}

	/**
	 * Try the connection to an MCP server ({@code testMcpServerConnection}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @return what came of it; {@link McpServerTestResult#NONE} when the server answers
	 * without a body
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * integration
	 * @throws ai.bimpe.client.errors.BadRequestException when the MCP server cannot be
	 * reached
	 */
	public McpServerTestResult test(String agentId, String integrationId, RequestOption... options) {
		return Blocking.await(this.reactive.test(agentId, integrationId, options),
				"ReactiveMcpServerIntegrations.test");
	}

	/**
	 * Return the stored tools of the MCP servers.
	 * @return the operations on them
	 */
	public McpServerTools tools() {
		return this.tools;
	}

}
