package ai.bimpe.client.workflows;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A behaviour rule as the server returns it. Stored rules can be partial: only the id is
 * sure.
 *
 * @param id the id, chosen by whoever made the rule
 * @param name the name, or {@code null}
 * @param trigger what sets the rule off, or {@code null}
 * @param condition a further condition, or {@code null}
 * @param response what the agent says, or {@code null}
 * @param action the action to run, or {@code null}
 * @param enabled whether the rule is on, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Rule(String id, @Nullable String name, @Nullable String trigger, @Nullable String condition,
		@Nullable String response, @Nullable String action, @Nullable Boolean enabled,
		@UnknownFields Map<String, Object> additionalProperties) {

	public Rule {
		additionalProperties = Values.map(additionalProperties);
	}

}
