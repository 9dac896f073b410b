package ai.bimpe.spring.stream;

import java.time.Duration;

import ai.bimpe.client.errors.BimpeAIException;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a managed stream was lost or could not be made, and will be tried
 * again.
 *
 * @param stream the name of the stream
 * @param agentId the id of the agent
 * @param conversationId the id of the conversation, or {@code null} when the list of the
 * agent's conversations could not be read
 * @param cause why
 * @param attempt which failure in a row this is, from 1
 * @param delay how long the stream waits before it tries again
 * @since 0.1.0
 */
public record StreamDisconnectedEvent(String stream, String agentId, @Nullable String conversationId,
		BimpeAIException cause, int attempt, Duration delay) {

}
