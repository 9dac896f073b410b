package ai.bimpe.client.workflows;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A workflow: the prompt, rules and flows that an agent runs. Lists and single reads
 * return the same shape; the earlier API listed workflows without their bodies.
 *
 * @param id the id
 * @param name the name
 * @param description what it is for, or {@code null}
 * @param category a free label, or {@code null}
 * @param visibility who can see it
 * @param isOwner whether the team owns it
 * @param systemPrompt the prompt, or {@code null}
 * @param rules the behaviour rules; empty placeholders of the server are dropped
 * @param flows the conversation flows; empty placeholders of the server are dropped
 * @param tags free labels
 * @param integrations the integrations it builds on
 * @param channels the channels it is made for
 * @param actions the actions it uses
 * @param guide how to set it up, or {@code null}
 * @param faq questions and answers; empty placeholders of the server are dropped
 * @param setupSteps untyped set-up steps: texts, maps, or empty lists
 * @param setupTime how long the set-up takes, in minutes, or {@code null}
 * @param videoUrl the address of a video, or {@code null}
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 * @param sourceWorkflowId the id of the workflow that it was copied from, or {@code null}
 * @param promptConfig free-form prompt settings; of the earlier API only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Workflow(String id, String name, @Nullable String description, @Nullable String category,
		WorkflowVisibility visibility, Boolean isOwner, @Nullable String systemPrompt, List<Rule> rules,
		List<Flow> flows, List<String> tags, List<String> integrations, List<String> channels, List<String> actions,
		@Nullable WorkflowGuide guide, List<WorkflowFaq> faq, List<Object> setupSteps, @Nullable Integer setupTime,
		@Nullable String videoUrl, Instant createdAt, Instant updatedAt, @Nullable String sourceWorkflowId,
		Map<String, Object> promptConfig, @UnknownFields Map<String, Object> additionalProperties) {

	public Workflow {
		rules = Values.list(rules);
		flows = Values.list(flows);
		tags = Values.list(tags);
		integrations = Values.list(integrations);
		channels = Values.list(channels);
		actions = Values.list(actions);
		faq = Values.list(faq);
		setupSteps = Values.list(setupSteps);
		promptConfig = Values.map(promptConfig);
		additionalProperties = Values.map(additionalProperties);
	}

}
