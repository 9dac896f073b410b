package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * An HTTP API that an agent can call.
 *
 * @param id the id
 * @param config the settings
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record CustomApiIntegration(String id, CustomApiConfig config,
		@UnknownFields Map<String, Object> additionalProperties) {

	public CustomApiIntegration {
		additionalProperties = Values.map(additionalProperties);
	}

}
