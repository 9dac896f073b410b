package ai.bimpe.spring.stream;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A conversation with messages to follow whose connection was refused or lost, and has
 * brought nothing since; or whose checkpoint cannot be read.
 *
 * @param conversationId the id of the conversation
 * @param attempts how often it failed in a row
 * @param cause what the API, or this library, said last
 * @param since when it failed for the first time
 * @param nextAttempt when it is tried again; {@code null} while it is being tried, waits
 * for a free connection, or waits for an operator
 * @since 0.1.0
 * @see ManagedStream#unreachable()
 */
public record UnreachableConversation(String conversationId, int attempts, String cause, Instant since,
		@Nullable Instant nextAttempt) {

}
