package ai.bimpe.spring.stream;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.stream.StreamMessage;

/**
 * A message arrived on a managed stream. The events of a stream (of a shard of it, when
 * it has several) are published in their order on its own thread, one after the other.
 *
 * <pre class="code">
 * &#064;EventListener(condition = "#event.stream == 'front-desk'")
 * void on(MessageReceivedEvent event) { ... }
 * </pre>
 *
 * <p>
 * The message is acknowledged when all listeners have returned: its delivery is tried
 * again when one throws, and repeated after a crash. An {@code @Async} listener has
 * returned when the message is handed over to its thread: what it throws is not seen
 * here, and what it has not finished is lost in a crash. Delivery is at least once, so
 * listeners must bear a message that they know already.
 *
 * @param stream the name of the stream
 * @param agentId the id of the agent
 * @param conversationId the id of the conversation
 * @param message the message; its {@code toString()} does not show the text
 * @param account the name of the account whose stream this is; {@code default} for the
 * default client
 * @since 0.1.0
 */
public record MessageReceivedEvent(String stream, String agentId, String conversationId, StreamMessage message,
		String account) {

	/**
	 * Create an event of a stream of the default client.
	 * @param stream the name of the stream
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param message the message
	 */
	public MessageReceivedEvent(String stream, String agentId, String conversationId, StreamMessage message) {
		this(stream, agentId, conversationId, message, BimpeAIBuilder.DEFAULT_ACCOUNT);
	}

}
