package ai.bimpe.client.agents;

import java.util.List;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.workflows.RuleInput;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a new agent is made of, or what changes of an agent. Not thread-safe.
 *
 * @param <B> the type of the builder
 * @since 0.1.0
 */
public abstract sealed class AbstractAgentRequestBuilder<B extends AbstractAgentRequestBuilder<B>>
		extends RequestBody.Builder permits CreateAgentRequest.Builder, UpdateAgentRequest.Builder {

	AbstractAgentRequestBuilder() {
	}

	/**
	 * Set the workflow that the agent runs.
	 * @param workflowId the id of an own or public workflow; a public one is copied for
	 * the team first
	 * @return this builder
	 */
	public B workflowId(String workflowId) {
		return with("workflow_id", workflowId);
	}

	/**
	 * Set the name.
	 * @param name up to 255 characters
	 * @return this builder
	 */
	public B name(String name) {
		return with("name", name);
	}

	/**
	 * Set what the agent is for.
	 * @param description up to 2,000 characters
	 * @return this builder
	 */
	public B description(String description) {
		return with("description", description);
	}

	/**
	 * Set the language.
	 * @param language an ISO 639-1 code
	 * @return this builder
	 */
	public B language(String language) {
		return with("language", language);
	}

	/**
	 * Set the tone.
	 * @param persona the tone
	 * @return this builder
	 */
	public B persona(AgentPersona persona) {
		return with("persona", persona);
	}

	/**
	 * Set the time zone.
	 * @param timezone an IANA name, for example {@code Africa/Lagos}
	 * @return this builder
	 */
	public B timezone(String timezone) {
		return with("timezone", timezone);
	}

	/**
	 * Set the picture.
	 * @param logo its absolute address
	 * @return this builder
	 */
	public B logo(String logo) {
		return with("logo", logo);
	}

	/**
	 * Set the name of the business.
	 * @param businessName up to 255 characters
	 * @return this builder
	 */
	public B businessName(String businessName) {
		return with("business_name", businessName);
	}

	/**
	 * Set the postal address of the business.
	 * @param businessAddress up to 500 characters
	 * @return this builder
	 */
	public B businessAddress(String businessAddress) {
		return with("business_address", businessAddress);
	}

	/**
	 * Set the e-mail address of the business.
	 * @param businessEmail an e-mail address
	 * @return this builder
	 */
	public B businessEmail(String businessEmail) {
		return with("business_email", businessEmail);
	}

	/**
	 * Set what the business does.
	 * @param businessDescription up to 2,000 characters
	 * @return this builder
	 */
	public B businessDescription(String businessDescription) {
		return with("business_description", businessDescription);
	}

	/**
	 * Set who is told when a human is needed.
	 * @param escalationEmail an e-mail address
	 * @return this builder
	 */
	public B escalationEmail(String escalationEmail) {
		return with("escalation_email", escalationEmail);
	}

	/**
	 * Set the prompt, now part of the workflow. For servers with the earlier API only.
	 * @param systemPrompt the prompt, or {@code null} for none
	 * @return this builder
	 */
	public B systemPrompt(@Nullable String systemPrompt) {
		return with("system_prompt", systemPrompt);
	}

	/**
	 * Set the workflow under its former name. For servers with the earlier API only.
	 * @param agentWorkflowId the id of the workflow, or {@code null} for none
	 * @return this builder
	 */
	public B agentWorkflowId(@Nullable String agentWorkflowId) {
		return with("agent_workflow_id", agentWorkflowId);
	}

	/**
	 * Set the behaviour rules, now part of the workflow. For servers with the earlier API
	 * only.
	 * @param rules the rules
	 * @return this builder
	 */
	public B rules(List<RuleInput> rules) {
		return with("rules", List.copyOf(rules));
	}

	@SuppressWarnings("unchecked")
	private B with(String name, @Nullable Object value) {
		set(name, value);
		return (B) this;
	}

}
