package ai.bimpe.client.workflows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a new workflow is made of, or what changes of a workflow. Not
 * thread-safe.
 *
 * @param <B> the type of the builder
 * @since 0.1.0
 */
public abstract sealed class AbstractWorkflowRequestBuilder<B extends AbstractWorkflowRequestBuilder<B>>
		extends RequestBody.Builder permits CreateWorkflowRequest.Builder, UpdateWorkflowRequest.Builder {

	AbstractWorkflowRequestBuilder() {
	}

	/**
	 * Set the name.
	 * @param name not blank, up to 255 characters
	 * @return this builder
	 */
	public B name(String name) {
		return with("name", name);
	}

	/**
	 * Set the prompt.
	 * @param systemPrompt not blank
	 * @return this builder
	 */
	public B systemPrompt(String systemPrompt) {
		return with("system_prompt", systemPrompt);
	}

	/**
	 * Set what the workflow is for.
	 * @param description up to 2,000 characters
	 * @return this builder
	 */
	public B description(String description) {
		return with("description", description);
	}

	/**
	 * Set the category.
	 * @param category a free label, up to 100 characters
	 * @return this builder
	 */
	public B category(String category) {
		return with("category", category);
	}

	/**
	 * Set the behaviour rules.
	 * @param rules the rules
	 * @return this builder
	 */
	public B rules(List<RuleInput> rules) {
		return with("rules", List.copyOf(rules));
	}

	/**
	 * Set the conversation flows.
	 * @param flows the flows
	 * @return this builder
	 */
	public B flows(List<Flow> flows) {
		return with("flows", List.copyOf(flows));
	}

	/**
	 * Set the labels.
	 * @param tags free labels
	 * @return this builder
	 */
	public B tags(List<String> tags) {
		return with("tags", List.copyOf(tags));
	}

	/**
	 * Set the integrations that the workflow builds on.
	 * @param integrations their names
	 * @return this builder
	 */
	public B integrations(List<String> integrations) {
		return with("integrations", List.copyOf(integrations));
	}

	/**
	 * Set the channels that the workflow is made for.
	 * @param channels their names
	 * @return this builder
	 */
	public B channels(List<String> channels) {
		return with("channels", List.copyOf(channels));
	}

	/**
	 * Set the actions that the workflow uses.
	 * @param actions their names
	 * @return this builder
	 */
	public B actions(List<String> actions) {
		return with("actions", List.copyOf(actions));
	}

	/**
	 * Set how to set the workflow up.
	 * @param guide the guide
	 * @return this builder
	 */
	public B guide(WorkflowGuide guide) {
		return with("guide", guide);
	}

	/**
	 * Set the questions and answers.
	 * @param faq the questions and answers
	 * @return this builder
	 */
	public B faq(List<WorkflowFaq> faq) {
		return with("faq", List.copyOf(faq));
	}

	/**
	 * Set the set-up steps.
	 * @param setupSteps texts or maps
	 * @return this builder
	 */
	public B setupSteps(List<?> setupSteps) {
		return with("setup_steps", List.copyOf(setupSteps));
	}

	/**
	 * Set how long the set-up takes.
	 * @param setupTime in minutes, 1 or more
	 * @return this builder
	 */
	public B setupTime(int setupTime) {
		return with("setup_time", setupTime);
	}

	/**
	 * Set the address of a video.
	 * @param videoUrl an absolute address
	 * @return this builder
	 */
	public B videoUrl(String videoUrl) {
		return with("video_url", videoUrl);
	}

	/**
	 * Set free-form prompt settings. For servers with the earlier API only.
	 * @param promptConfig the settings
	 * @return this builder
	 */
	public B promptConfig(Map<String, ?> promptConfig) {
		return with("prompt_config", new LinkedHashMap<>(promptConfig));
	}

	@SuppressWarnings("unchecked")
	private B with(String name, @Nullable Object value) {
		set(name, value);
		return (B) this;
	}

}
