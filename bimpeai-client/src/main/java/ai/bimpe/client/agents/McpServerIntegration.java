package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * An MCP server whose tools an agent can call.
 *
 * @param id the id
 * @param config the settings
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record McpServerIntegration(String id, McpServerConfig config,
		@UnknownFields Map<String, Object> additionalProperties) {

	public McpServerIntegration {
		additionalProperties = Values.map(additionalProperties);
	}

}
