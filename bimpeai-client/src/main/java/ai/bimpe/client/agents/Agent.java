package ai.bimpe.client.agents;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.Values;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import org.jspecify.annotations.Nullable;

/**
 * An agent of the team.
 *
 * @param id the id
 * @param name the name
 * @param status the life-cycle state
 * @param createdAt when the agent was created
 * @param tags x
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Agent(@Nullable String id, @Nullable String name, @Nullable AgentStatus status,
		@Nullable Instant createdAt, List<String> tags, @JsonAnySetter Map<String, Object> additionalProperties) {

	public Agent {
		tags = Values.list(tags);
		additionalProperties = Values.map(additionalProperties);
	}

}
