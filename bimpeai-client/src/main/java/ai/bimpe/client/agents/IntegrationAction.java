package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * An action that an integration offers.
 *
 * @param actionName the name for machines
 * @param name the name for people
 * @param description what it does, or {@code null}
 * @param category a free label
 * @param isEnabled whether the agent may run it
 * @param requireHumanApproval whether a human must agree first
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record IntegrationAction(String actionName, String name, @Nullable String description, String category,
		Boolean isEnabled, Boolean requireHumanApproval, @UnknownFields Map<String, Object> additionalProperties) {

	public IntegrationAction {
		additionalProperties = Values.map(additionalProperties);
	}

}
