package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A first-party connector; a list holds all of them, connected or not.
 *
 * @param id the id, or {@code null} until it is connected
 * @param type which connector it is
 * @param name the name
 * @param status the state; an open set
 * @param isConnected whether it is connected
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record BimpeaiIntegration(@Nullable String id, BimpeaiIntegrationType type, String name, String status,
		Boolean isConnected, @UnknownFields Map<String, Object> additionalProperties) {

	public BimpeaiIntegration {
		additionalProperties = Values.map(additionalProperties);
	}

}
