package ai.bimpe.samples.examples;

import java.time.Duration;
import java.util.Objects;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.errors.RateLimitException;

import org.springframework.stereotype.Component;

import static ai.bimpe.client.core.RequestOption.maxRetries;

/**
 * Tells a person when to come back. A short wait needs no such code: the client makes it
 * by itself, up to {@code bimpeai.retry.max-retry-after}.
 */
@Component
class WaitForRateLimit {

	private final BimpeAI bimpeai;

	WaitForRateLimit(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	String newest(String agentId) {
		try {
			return this.bimpeai.conversations()
				.list(agentId, ConversationQuery.create().limit(1).sort("-created_at"), maxRetries(1))
				.data()
				.get(0)
				.id();
		}
		catch (RateLimitException ex) {
			Duration wait = Objects.requireNonNullElse(ex.retryAfter(), Duration.ofMinutes(1));
			return ex.remaining() + " of " + ex.limit() + " requests left: come back in " + wait.toSeconds()
					+ " seconds";
		}
	}

}
