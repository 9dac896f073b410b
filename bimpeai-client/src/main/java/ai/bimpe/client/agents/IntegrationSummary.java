package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * An integration of an agent, without settings and actions.
 *
 * @param id the id
 * @param type the kind; an open set
 * @param name the name; absent in the earlier API
 * @param status the state; an open set
 * @param isConnected whether it is connected
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record IntegrationSummary(String id, String type, String name, String status, Boolean isConnected,
		@UnknownFields Map<String, Object> additionalProperties) {

	public IntegrationSummary {
		additionalProperties = Values.map(additionalProperties);
	}

}
