package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.FieldRules;
import ai.bimpe.client.workflows.RuleInput;
import org.jspecify.annotations.Nullable;

/**
 * What a new agent is made of. Workflow, name and description are required.
 *
 * @since 0.1.0
 */
public final class CreateAgentRequest extends RequestBody {

	private CreateAgentRequest(Builder builder) {
		super(builder);
		new FieldRules(getClass(), fields()).required("workflow_id", "name", "description").check();
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
		 * Set the workflow that the agent runs.
		 * @param workflowId the id of an own or public workflow; a public one is copied
		 * for the team first
		 * @return this builder
		 */
		public Builder workflowId(String workflowId) {
			set("workflow_id", workflowId);
			return this;
		}

		/**
		 * Set the name.
		 * @param name up to 255 characters
		 * @return this builder
		 */
		public Builder name(String name) {
			set("name", name);
			return this;
		}

		/**
		 * Set what the agent is for.
		 * @param description up to 2,000 characters
		 * @return this builder
		 */
		public Builder description(String description) {
			set("description", description);
			return this;
		}

		/**
		 * Set the language; {@code en} unless set.
		 * @param language an ISO 639-1 code
		 * @return this builder
		 */
		public Builder language(String language) {
			set("language", language);
			return this;
		}

		/**
		 * Set the tone.
		 * @param persona the tone
		 * @return this builder
		 */
		public Builder persona(AgentPersona persona) {
			set("persona", persona);
			return this;
		}

		/**
		 * Set the time zone; {@code UTC} unless set.
		 * @param timezone an IANA name, for example {@code Africa/Lagos}
		 * @return this builder
		 */
		public Builder timezone(String timezone) {
			set("timezone", timezone);
			return this;
		}

		/**
		 * Set the picture.
		 * @param logo its absolute address
		 * @return this builder
		 */
		public Builder logo(String logo) {
			set("logo", logo);
			return this;
		}

		/**
		 * Set the name of the business.
		 * @param businessName up to 255 characters
		 * @return this builder
		 */
		public Builder businessName(String businessName) {
			set("business_name", businessName);
			return this;
		}

		/**
		 * Set the postal address of the business.
		 * @param businessAddress up to 500 characters
		 * @return this builder
		 */
		public Builder businessAddress(String businessAddress) {
			set("business_address", businessAddress);
			return this;
		}

		/**
		 * Set the e-mail address of the business.
		 * @param businessEmail an e-mail address
		 * @return this builder
		 */
		public Builder businessEmail(String businessEmail) {
			set("business_email", businessEmail);
			return this;
		}

		/**
		 * Set what the business does.
		 * @param businessDescription up to 2,000 characters
		 * @return this builder
		 */
		public Builder businessDescription(String businessDescription) {
			set("business_description", businessDescription);
			return this;
		}

		/**
		 * Set who is told when a human is needed.
		 * @param escalationEmail an e-mail address
		 * @return this builder
		 */
		public Builder escalationEmail(String escalationEmail) {
			set("escalation_email", escalationEmail);
			return this;
		}

		/**
		 * Set the prompt, now part of the workflow. For servers with the earlier API
		 * only.
		 * @param systemPrompt the prompt, or {@code null} for none
		 * @return this builder
		 */
		public Builder systemPrompt(@Nullable String systemPrompt) {
			set("system_prompt", systemPrompt);
			return this;
		}

		/**
		 * Set the workflow under its former name. For servers with the earlier API only.
		 * @param agentWorkflowId the id of the workflow, or {@code null} for none
		 * @return this builder
		 */
		public Builder agentWorkflowId(@Nullable String agentWorkflowId) {
			set("agent_workflow_id", agentWorkflowId);
			return this;
		}

		/**
		 * Set the behaviour rules, now part of the workflow. For servers with the earlier
		 * API only.
		 * @param rules the rules
		 * @return this builder
		 */
		public Builder rules(List<RuleInput> rules) {
			set("rules", List.copyOf(rules));
			return this;
		}

		/**
		 * Build the body.
		 * @return the body
		 * @throws ai.bimpe.client.errors.UserException naming everything that is missing
		 * or out of range
		 */
		public CreateAgentRequest build() {
			return new CreateAgentRequest(this);
		}

	}

}
