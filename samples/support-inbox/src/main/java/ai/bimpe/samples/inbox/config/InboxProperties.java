package ai.bimpe.samples.inbox.config;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set.
 *
 * @param agentId the agent whose conversations are shown, or {@code null} for the first
 * one of the team
 * @param password the password of the user {@code support}, or {@code null} for a new one
 * at each start
 */
@ConfigurationProperties("inbox")
public record InboxProperties(@Nullable String agentId, @Nullable String password) {

	/**
	 * Return what is set, without the password.
	 */
	@Override
	public String toString() {
		return "InboxProperties[agentId=" + this.agentId + "]";
	}

}
