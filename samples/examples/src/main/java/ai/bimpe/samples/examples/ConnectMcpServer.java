package ai.bimpe.samples.examples;

import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.ConfigureMcpServerRequest;
import ai.bimpe.client.agents.IntegrationAuthConfig;
import ai.bimpe.client.agents.IntegrationAuthType;
import ai.bimpe.client.agents.IntegrationTool;
import ai.bimpe.client.agents.McpServerIntegration;
import ai.bimpe.client.agents.McpServerIntegrations;
import ai.bimpe.client.agents.McpServerTestResult;

import org.springframework.stereotype.Component;

/**
 * Connects an MCP server. The agent can use its tools once they have been discovered.
 */
@Component
class ConnectMcpServer {

	private final McpServerIntegrations mcpServers;

	ConnectMcpServer(BimpeAI bimpeai) {
		this.mcpServers = bimpeai.agents().integrations().mcpServer();
	}

	List<String> connect(String agentId, String token) {
		McpServerIntegration server = this.mcpServers.configure(agentId,
				ConfigureMcpServerRequest.builder()
					.name("Stock")
					.serverUrl("https://mcp.kestrel.example/stock")
					.authType(IntegrationAuthType.BEARER)
					.authConfig(IntegrationAuthConfig.bearer(token))
					.build());
		McpServerTestResult test = this.mcpServers.test(agentId, server.id());
		if (Boolean.FALSE.equals(test.success())) {
			throw new IllegalStateException("The server cannot be reached: " + test.error());
		}
		this.mcpServers.discover(agentId, server.id());
		return this.mcpServers.tools().list(agentId, server.id()).stream().map(IntegrationTool::name).toList();
	}

}
