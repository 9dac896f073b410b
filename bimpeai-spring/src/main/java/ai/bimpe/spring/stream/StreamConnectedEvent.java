package ai.bimpe.spring.stream;

import org.jspecify.annotations.Nullable;

/**
 * A connection of a managed stream stands, for the first time or again.
 *
 * @param stream the name of the stream
 * @param agentId the id of the agent
 * @param conversationId the id of the conversation, or {@code null} when the list of the
 * agent's conversations was read
 * @since 0.1.0
 */
public record StreamConnectedEvent(String stream, String agentId, @Nullable String conversationId) {

}
