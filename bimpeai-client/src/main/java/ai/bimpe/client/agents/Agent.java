package ai.bimpe.client.agents;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import ai.bimpe.client.workflows.Rule;
import org.jspecify.annotations.Nullable;

/**
 * An agent of the team.
 *
 * @param id the id
 * @param name the name
 * @param description what the agent is for
 * @param language the ISO 639-1 code of its language, or {@code null}
 * @param persona its tone, or {@code null}
 * @param workflowId the id of the workflow that it runs, or {@code null}; for a public
 * workflow the copy that was made for the team
 * @param timezone the IANA name of its time zone, or {@code null}
 * @param logo the address of a picture, or {@code null}
 * @param businessName the name of the business, or {@code null}
 * @param businessAddress the postal address of the business, or {@code null}
 * @param businessEmail the e-mail address of the business, or {@code null}
 * @param businessDescription what the business does, or {@code null}
 * @param testChannelCode the code that testers send to reach the agent on the shared test
 * channels, or {@code null}
 * @param status the life-cycle state, or {@code null}
 * @param statusReason why it has that state, or {@code null}
 * @param escalationEmail who is told when a human is needed, or {@code null}
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 * @param systemPrompt the prompt, now part of the workflow, or {@code null}; of the
 * earlier API only
 * @param agentWorkflowId the former name of the workflow id, or {@code null}; of the
 * earlier API only
 * @param rules the behaviour rules, now part of the workflow; of the earlier API only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Agent(String id, String name, String description, @Nullable String language,
		@Nullable AgentPersona persona, @Nullable String workflowId, @Nullable String timezone, @Nullable String logo,
		@Nullable String businessName, @Nullable String businessAddress, @Nullable String businessEmail,
		@Nullable String businessDescription, @Nullable String testChannelCode, @Nullable AgentStatus status,
		@Nullable String statusReason, @Nullable String escalationEmail, Instant createdAt, Instant updatedAt,
		@Nullable String systemPrompt, @Nullable String agentWorkflowId, List<Rule> rules,
		@UnknownFields Map<String, Object> additionalProperties) {

	public Agent {
		rules = Values.list(rules);
		additionalProperties = Values.map(additionalProperties);
	}

}
