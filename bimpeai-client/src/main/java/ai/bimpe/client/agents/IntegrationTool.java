package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A tool of a custom API or an MCP server.
 *
 * @param id the id
 * @param actionName the name for machines
 * @param name the name for people
 * @param description what it does, or {@code null}
 * @param category a free label
 * @param isEnabled whether the agent may use it
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record IntegrationTool(String id, String actionName, String name, @Nullable String description, String category,
		Boolean isEnabled, @UnknownFields Map<String, Object> additionalProperties) {

	public IntegrationTool {
		additionalProperties = Values.map(additionalProperties);
	}

}
