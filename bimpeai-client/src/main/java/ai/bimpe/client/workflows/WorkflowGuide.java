package ai.bimpe.client.workflows;

import java.util.List;
import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Set-up guide of a workflow.
 *
 * @param youtubeUrl the address of a video, or {@code null}
 * @param steps what to do, step by step
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record WorkflowGuide(@JsonProperty("youtubeUrl") @Nullable String youtubeUrl, List<String> steps,
		@UnknownFields Map<String, Object> additionalProperties) {

	public WorkflowGuide {
		steps = Values.list(steps);
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Create a guide without a video.
	 * @param steps what to do, step by step
	 * @return the guide
	 */
	public static WorkflowGuide of(List<String> steps) {
		return new WorkflowGuide(null, steps, Map.of());
	}

	/**
	 * Create a guide with a video.
	 * @param youtubeUrl the address of the video
	 * @param steps what to do, step by step
	 * @return the guide
	 */
	public static WorkflowGuide of(String youtubeUrl, List<String> steps) {
		return new WorkflowGuide(youtubeUrl, steps, Map.of());
	}

}
