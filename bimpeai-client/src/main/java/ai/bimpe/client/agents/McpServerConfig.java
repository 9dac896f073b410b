package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * Settings of an MCP server, without its secrets.
 *
 * @param name the name
 * @param serverUrl the address
 * @param transport the transport
 * @param authType how calls are authenticated
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record McpServerConfig(String name, String serverUrl, McpServerTransport transport, IntegrationAuthType authType,
		@UnknownFields Map<String, Object> additionalProperties) {

	public McpServerConfig {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return what identifies the value, never the address, which may hold a token.
	 */
	@Override
	public String toString() {
		return "McpServerConfig[name=" + this.name + ", transport=" + this.transport + ", authType=" + this.authType
				+ "]";
	}

}
