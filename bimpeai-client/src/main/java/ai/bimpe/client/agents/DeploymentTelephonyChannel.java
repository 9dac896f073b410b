package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * How testers reach an agent by telephone.
 *
 * @param isEnabled whether the channel can be used
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record DeploymentTelephonyChannel(Boolean isEnabled, @UnknownFields Map<String, Object> additionalProperties) {

	public DeploymentTelephonyChannel {
		additionalProperties = Values.map(additionalProperties);
	}

}
