package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.client.conversations.StreamMessage;

/**
 * A message arrived on a managed stream. The events of a stream are published in their
 * order on its own thread, one after the other.
 *
 * <pre class="code">
 * &#064;EventListener(condition = "#event.stream == 'front-desk'")
 * void on(MessageReceivedEvent event) { ... }
 * </pre>
 *
 * @param stream the name of the stream
 * @param agentId the id of the agent
 * @param message the message; its {@code toString()} does not show the text
 * @since 0.1.0
 */
public record MessageReceivedEvent(String stream, String agentId, StreamMessage message) {

}
