package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * An app that is connected through Pipedream.
 *
 * @param id the id
 * @param channelType the kind of channel; an open set
 * @param config the settings
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record PipedreamIntegration(String id, String channelType, PipedreamIntegrationConfig config,
		@UnknownFields Map<String, Object> additionalProperties) {

	public PipedreamIntegration {
		additionalProperties = Values.map(additionalProperties);
	}

}
