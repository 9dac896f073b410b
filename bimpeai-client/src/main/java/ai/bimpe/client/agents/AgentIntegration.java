package ai.bimpe.client.agents;

import java.util.List;
import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * An integration of an agent with its settings and actions.
 *
 * @param id the id
 * @param type the kind; an open set
 * @param name the name; absent in the earlier API
 * @param status the state; an open set
 * @param isConnected whether it is connected
 * @param configFields the settings that it asks for
 * @param actions the actions that it offers
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record AgentIntegration(String id, String type, String name, String status, Boolean isConnected,
		List<IntegrationConfigField> configFields, List<IntegrationAction> actions,
		@UnknownFields Map<String, Object> additionalProperties) {

	public AgentIntegration {
		configFields = Values.list(configFields);
		actions = Values.list(actions);
		additionalProperties = Values.map(additionalProperties);
	}

}
