package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * Test code of an agent and the links that use it.
 *
 * @param code the code that testers send
 * @param channels how testers reach the agent
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record AgentTestCode(String code, DeploymentChannels channels,
		@UnknownFields Map<String, Object> additionalProperties) {

	public AgentTestCode {
		additionalProperties = Values.map(additionalProperties);
	}

}
