package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * MCP servers of an agent, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveMcpServerIntegrations {

	private static final Operation<List<McpServerIntegration>> LIST = Operation.list("listMcpServerIntegrations",
			"/agents/{agentId}/integrations/mcp_server", McpServerIntegration.class);

	private static final Operation<McpServerIntegration> CONFIGURE = Operation.post("configureMcpServerIntegration",
			"/agents/{agentId}/integrations/mcp_server/configure", McpServerIntegration.class);

	private static final Operation<Void> DISCONNECT = Operation.delete("disconnectMcpServerIntegration",
			"/agents/{agentId}/integrations/mcp_server/{integrationId}");

	private static final Operation<McpServerDiscoverResult> DISCOVER = Operation
		.post("discoverMcpServerTools", "/agents/{agentId}/integrations/mcp_server/{integrationId}/discover",
				McpServerDiscoverResult.class)
		.withOptionalData();

	private static final Operation<McpServerTestResult> TEST = Operation
		.post("testMcpServerConnection", "/agents/{agentId}/integrations/mcp_server/{integrationId}/test",
				McpServerTestResult.class)
		.withOptionalData();

	private final CallExecutor executor;

	private final ReactiveMcpServerTools tools;

	ReactiveMcpServerIntegrations(CallExecutor executor) {
		this.executor = executor;
		this.tools = new ReactiveMcpServerTools(executor);
	}

	/**
	 * List the MCP servers of an agent, without their secrets
	 * ({@code listMcpServerIntegrations}).
	 * @param agentId the id of the agent
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 */
	public Flux<McpServerIntegration> list(String agentId, RequestOption... options) {
		return this.executor.items(LIST.call(agentId), options);
	}

	/**
	 * Add an MCP server ({@code configureMcpServerIntegration}).
	 * @param agentId the id of the agent
	 * @param request its settings
	 * @param options the options of the call
	 * @return the new MCP server
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent
	 * @throws ai.bimpe.client.errors.ValidationException as an error signal, when the
	 * server refuses a field
	 * @throws ai.bimpe.client.errors.ConflictException as an error signal, when the plan
	 * allows no more integrations
	 */
	public Mono<McpServerIntegration> configure(String agentId, ConfigureMcpServerRequest request,
			RequestOption... options) {
		return this.executor.data(CONFIGURE.call(agentId).body(request), options);
	}

	/**
	 * Disconnect an MCP server ({@code disconnectMcpServerIntegration}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @return completion
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or integration
	 * @throws ai.bimpe.client.errors.BadRequestException as an error signal, when the id
	 * belongs to another family
	 */
	public Mono<Void> disconnect(String agentId, String integrationId, RequestOption... options) {
		return this.executor.data(DISCONNECT.call(agentId, integrationId), options);
	}

	/**
	 * Read the tools of an MCP server and store them ({@code discoverMcpServerTools}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @return how many tools were found; {@link McpServerDiscoverResult#NONE} when the
	 * server answers without a body
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or integration
	 * @throws ai.bimpe.client.errors.BadRequestException as an error signal, when the MCP
	 * server cannot be reached
	 */
	public Mono<McpServerDiscoverResult> discover(String agentId, String integrationId, RequestOption... options) {
		return this.executor.data(DISCOVER.call(agentId, integrationId), options)
			.defaultIfEmpty(McpServerDiscoverResult.NONE);
	}

	/**
	 * Try the connection to an MCP server ({@code testMcpServerConnection}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @return what came of it; {@link McpServerTestResult#NONE} when the server answers
	 * without a body
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or integration
	 * @throws ai.bimpe.client.errors.BadRequestException as an error signal, when the MCP
	 * server cannot be reached
	 */
	public Mono<McpServerTestResult> test(String agentId, String integrationId, RequestOption... options) {
		return this.executor.data(TEST.call(agentId, integrationId), options).defaultIfEmpty(McpServerTestResult.NONE);
	}

	/**
	 * Return the stored tools of the MCP servers.
	 * @return the operations on them
	 */
	public ReactiveMcpServerTools tools() {
		return this.tools;
	}

}
