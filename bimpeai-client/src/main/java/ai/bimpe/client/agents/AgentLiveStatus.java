package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * State of an agent after a change.
 *
 * @param status the life-cycle state
 * @param statusReason why, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record AgentLiveStatus(AgentStatus status, @Nullable String statusReason,
		@UnknownFields Map<String, Object> additionalProperties) {

	public AgentLiveStatus {
		additionalProperties = Values.map(additionalProperties);
	}

}
