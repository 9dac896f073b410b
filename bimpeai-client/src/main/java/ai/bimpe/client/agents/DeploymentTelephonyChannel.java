package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.Values;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;

/**
 * How testers reach an agent by telephone.
 *
 * @param isEnabled whether the channel can be used
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record DeploymentTelephonyChannel(Boolean isEnabled,
		@JsonAnySetter @JsonAnyGetter Map<String, Object> additionalProperties) {

	public DeploymentTelephonyChannel {
		additionalProperties = Values.map(additionalProperties);
	}

}
