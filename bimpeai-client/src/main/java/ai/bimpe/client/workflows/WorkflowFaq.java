package ai.bimpe.client.workflows;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * A question with its answer, shown with a workflow.
 *
 * @param question the question
 * @param answer the answer
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record WorkflowFaq(String question, String answer, @UnknownFields Map<String, Object> additionalProperties) {

	public WorkflowFaq {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Create a question with its answer.
	 * @param question the question
	 * @param answer the answer
	 * @return both
	 */
	public static WorkflowFaq of(String question, String answer) {
		return new WorkflowFaq(question, answer, Map.of());
	}

}
