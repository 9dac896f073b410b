package ai.bimpe.client.workflows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;

/**
 * Changes to a workflow; what is not set stays as it is.
 *
 * @since 0.1.0
 */
public final class UpdateWorkflowRequest extends RequestBody {

	private UpdateWorkflowRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).range("setup_time", 1, Integer.MAX_VALUE).check();
	}

	/**
	 * Return a builder.
	 * @return the builder, with nothing set
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Collects the fields. Not thread-safe.
	 */
	public static final class Builder extends RequestBody.Builder {

		private Builder() {
		}

		/**
		 * Set the name.
		 * @param name not blank, up to 255 characters
		 * @return this builder
		 */
		public Builder name(String name) {
			set("name", name);
			return this;
		}

		/**
		 * Set the prompt.
		 * @param systemPrompt not blank
		 * @return this builder
		 */
		public Builder systemPrompt(String systemPrompt) {
			set("system_prompt", systemPrompt);
			return this;
		}

		/**
		 * Set what the workflow is for.
		 * @param description up to 2,000 characters
		 * @return this builder
		 */
		public Builder description(String description) {
			set("description", description);
			return this;
		}

		/**
		 * Set the category.
		 * @param category a free label, up to 100 characters
		 * @return this builder
		 */
		public Builder category(String category) {
			set("category", category);
			return this;
		}

		/**
		 * Set the behaviour rules in place of the old ones.
		 * @param rules the rules
		 * @return this builder
		 */
		public Builder rules(List<RuleInput> rules) {
			set("rules", List.copyOf(rules));
			return this;
		}

		/**
		 * Set the conversation flows in place of the old ones.
		 * @param flows the flows
		 * @return this builder
		 */
		public Builder flows(List<Flow> flows) {
			set("flows", List.copyOf(flows));
			return this;
		}

		/**
		 * Set the labels in place of the old ones.
		 * @param tags free labels
		 * @return this builder
		 */
		public Builder tags(List<String> tags) {
			set("tags", List.copyOf(tags));
			return this;
		}

		/**
		 * Set the integrations that the workflow builds on in place of the old ones.
		 * @param integrations their names
		 * @return this builder
		 */
		public Builder integrations(List<String> integrations) {
			set("integrations", List.copyOf(integrations));
			return this;
		}

		/**
		 * Set the channels that the workflow is made for in place of the old ones.
		 * @param channels their names
		 * @return this builder
		 */
		public Builder channels(List<String> channels) {
			set("channels", List.copyOf(channels));
			return this;
		}

		/**
		 * Set the actions that the workflow uses in place of the old ones.
		 * @param actions their names
		 * @return this builder
		 */
		public Builder actions(List<String> actions) {
			set("actions", List.copyOf(actions));
			return this;
		}

		/**
		 * Set how to set the workflow up.
		 * @param guide the guide
		 * @return this builder
		 */
		public Builder guide(WorkflowGuide guide) {
			set("guide", guide);
			return this;
		}

		/**
		 * Set the questions and answers in place of the old ones.
		 * @param faq the questions and answers
		 * @return this builder
		 */
		public Builder faq(List<WorkflowFaq> faq) {
			set("faq", List.copyOf(faq));
			return this;
		}

		/**
		 * Set the set-up steps in place of the old ones.
		 * @param setupSteps texts or maps
		 * @return this builder
		 */
		public Builder setupSteps(List<?> setupSteps) {
			set("setup_steps", List.copyOf(setupSteps));
			return this;
		}

		/**
		 * Set how long the set-up takes.
		 * @param setupTime in minutes, 1 or more
		 * @return this builder
		 */
		public Builder setupTime(int setupTime) {
			set("setup_time", setupTime);
			return this;
		}

		/**
		 * Set the address of a video.
		 * @param videoUrl an absolute address
		 * @return this builder
		 */
		public Builder videoUrl(String videoUrl) {
			set("video_url", videoUrl);
			return this;
		}

		/**
		 * Set free-form prompt settings. For servers with the earlier API only.
		 * @param promptConfig the settings
		 * @return this builder
		 */
		public Builder promptConfig(Map<String, ?> promptConfig) {
			set("prompt_config", new LinkedHashMap<>(promptConfig));
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public UpdateWorkflowRequest build() {
			return new UpdateWorkflowRequest(this);
		}

	}

}
