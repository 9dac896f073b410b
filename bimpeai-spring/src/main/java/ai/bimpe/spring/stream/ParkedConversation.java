package ai.bimpe.spring.stream;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A conversation whose oldest message could not be delivered. It holds this one message
 * and nothing else: no thread, no connection, and no place among those that are delivered
 * at a time.
 *
 * @param conversationId the id of the conversation
 * @param messageId the id of the message; {@code null} when it has none
 * @param attempts how often the message was delivered so far
 * @param cause the class of the exception that the last attempt failed with
 * @param since when the message failed for the first time
 * @param nextAttempt when the message is delivered again; {@code null} when it waits for
 * an operator, or is being delivered at the moment
 * @param stopped whether it waits for an operator
 * @since 0.1.0
 * @see ManagedStream#parked()
 */
public record ParkedConversation(String conversationId, @Nullable String messageId, int attempts, String cause,
		Instant since, @Nullable Instant nextAttempt, boolean stopped) {

}
