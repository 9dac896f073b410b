package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.http.CallExecutor;
import ai.bimpe.client.internal.http.Operation;
import reactor.core.publisher.Flux;

/**
 * Stored tools of an MCP server, without blocking.
 *
 * @since 0.1.0
 */
public class ReactiveMcpServerTools {

	private static final Operation<List<IntegrationTool>> LIST = Operation.list("listMcpServerTools",
			"/agents/{agentId}/integrations/mcp_server/{integrationId}/tools", IntegrationTool.class);

	private final CallExecutor executor;

	ReactiveMcpServerTools(CallExecutor executor) {
		this.executor = executor;
	}

	/**
	 * List the stored tools of an MCP server ({@code listMcpServerTools}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException as an error signal, when the team
	 * has no such agent or integration
	 */
	public Flux<IntegrationTool> list(String agentId, String integrationId, RequestOption... options) {
		return this.executor.items(LIST.call(agentId, integrationId), options);
	}

}
