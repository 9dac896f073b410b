package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * A setting that an integration asks for.
 *
 * @param key the name for machines
 * @param label the name for people
 * @param type the kind of input; an open set
 * @param required whether it must be given
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record IntegrationConfigField(String key, String label, String type, Boolean required,
		@UnknownFields Map<String, Object> additionalProperties) {

	public IntegrationConfigField {
		additionalProperties = Values.map(additionalProperties);
	}

}
