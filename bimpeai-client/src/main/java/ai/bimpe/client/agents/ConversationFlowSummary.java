package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * Flow of an agent as the earlier API listed it.
 *
 * @param name the name
 * @param description what it is for, or {@code null}
 * @param category a free label, or {@code null}
 * @param priority its rank among the flows
 * @param isActive whether it is on
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ConversationFlowSummary(String name, @Nullable String description, @Nullable String category,
		Integer priority, Boolean isActive, @UnknownFields Map<String, Object> additionalProperties) {

	public ConversationFlowSummary {
		additionalProperties = Values.map(additionalProperties);
	}

}
