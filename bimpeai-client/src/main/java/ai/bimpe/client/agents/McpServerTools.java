package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Blocking;

/**
 * Stored tools of an MCP server.
 *
 * @since 0.1.0
 */
public class McpServerTools {

	private final ReactiveMcpServerTools reactive;

	/**
	 * Made by the client; applications get it from {@link ai.bimpe.client.BimpeAI}.
	 * @param reactive does the work
	 */
	public McpServerTools(ReactiveMcpServerTools reactive) {
		this.reactive = reactive;
	}

	/**
	 * List the stored tools of an MCP server ({@code listMcpServerTools}).
	 * @param agentId the id of the agent
	 * @param integrationId the id of the integration
	 * @param options the options of the call
	 * @return all of them; this list has no pages
	 * @throws ai.bimpe.client.errors.NotFoundException when the team has no such agent or
	 * integration
	 */
	public List<IntegrationTool> list(String agentId, String integrationId, RequestOption... options) {
		return Blocking.await(this.reactive.list(agentId, integrationId, options).collectList(),
				"ReactiveMcpServerTools.list");
	}

}
