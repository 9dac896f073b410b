package ai.bimpe.client.workflows;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A step of a flow.
 *
 * @param type the kind of step, for example {@code text_response}; an open set
 * @param content what the step says, or {@code null}
 * @param action the action to run, or {@code null}
 * @param followup what follows, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record FlowStep(String type, @Nullable String content, @Nullable String action, @Nullable String followup,
		@UnknownFields Map<String, Object> additionalProperties) {

	public FlowStep {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Create a step that says something.
	 * @param content the text
	 * @return a step of the type {@code text_response}
	 */
	public static FlowStep text(String content) {
		return new FlowStep("text_response", content, null, null, Map.of());
	}

}
