package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * An action that an agent may run.
 *
 * @param id the id, which enabling and disabling take
 * @param integrationId the id of the integration that offers it; absent in the earlier
 * API
 * @param integrationType the kind of that integration
 * @param integrationName the name of that integration
 * @param name the name for people
 * @param actionName the name for machines
 * @param description what it does, or {@code null}
 * @param isEnabled whether the agent may run it
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record AgentAction(String id, String integrationId, String integrationType, String integrationName, String name,
		String actionName, @Nullable String description, Boolean isEnabled,
		@UnknownFields Map<String, Object> additionalProperties) {

	public AgentAction {
		additionalProperties = Values.map(additionalProperties);
	}

}
