package ai.bimpe.samples.recipes.orderstatus;

import java.net.URI;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * Settings of this recipe.
 *
 * @param agentId the agent that may look up orders
 * @param publicUrl where BimpeAI reaches this application, without a slash at its end
 * @param secret what the agent proves itself with
 * @param registerAgainAfter how long to wait when the tool could not be registered
 */
@ConfigurationProperties("order-status")
record OrderStatusProperties(String agentId, URI publicUrl, String secret, Duration registerAgainAfter) {

	private static final int MIN_SECRET = 16;

	OrderStatusProperties {
		Assert.hasText(agentId, "'order-status.agent-id' must be set");
		Assert.notNull(publicUrl, "'order-status.public-url' must be set");
		Assert.isTrue(secret != null && secret.length() >= MIN_SECRET,
				() -> "'order-status.secret' must have " + MIN_SECRET + " characters or more");
	}

	@Override
	public String toString() {
		return "OrderStatusProperties[agentId=" + this.agentId + ", publicUrl=" + this.publicUrl + "]";
	}

}
