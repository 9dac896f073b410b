package ai.bimpe.samples.recipes.handover;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * Settings of this recipe.
 *
 * @param agentId the agent whose conversations are watched
 * @param interval how often to look who needs attention
 * @param mailFrom who writes the e-mails
 * @param mailTo who is told
 * @param link where a person answers, with {@code {conversationId}} in the place of the
 * id
 */
@ConfigurationProperties("handover")
record HandoverProperties(String agentId, Duration interval, String mailFrom, String mailTo, String link) {

	HandoverProperties {
		Assert.hasText(agentId, "'handover.agent-id' must be set");
		Assert.hasText(mailFrom, "'handover.mail-from' must be set");
		Assert.hasText(mailTo, "'handover.mail-to' must be set");
		Assert.hasText(link, "'handover.link' must be set");
	}

}
