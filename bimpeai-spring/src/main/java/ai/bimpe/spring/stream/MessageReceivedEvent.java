package ai.bimpe.spring.stream;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.internal.ListenerScope;

/**
 * A message arrived on a managed stream. Messages of one conversation are delivered one
 * after the other, in their order, and those of different conversations concurrently.
 *
 * <pre class="code">
 * &#064;EventListener(condition = "#a0.stream == 'front-desk'")
 * void on(MessageReceivedEvent event) { ... }
 * </pre>
 *
 * <p>
 * The message is acknowledged when everything has ended well that its listeners have
 * started: the method has returned, and a {@code Mono}, {@code Flux},
 * {@code CompletionStage} or coroutine that it gave back has completed. For work that
 * leaves the listener otherwise there is {@link #deferAcknowledgement()}. None of these
 * may take longer than {@link DeliverySettings#acknowledgementTimeout()}. A delivery that
 * fails is repeated, and so is one that a crash has interrupted. Delivery is at least
 * once, so listeners have to tolerate a message that they know already.
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

	/**
	 * Defer the acknowledgement of the message, because it is processed elsewhere when
	 * the listener returns: by an executor, an {@code @Async} method or a queue. The next
	 * message of the conversation is delivered when the acknowledgement was given.
	 * @return gives the acknowledgement, or reports a failure
	 * @throws IllegalStateException when no listener of this event is being called on
	 * this thread, or when its stream is transactional
	 * @see DeliverySettings#acknowledgementTimeout()
	 */
	public Acknowledgement deferAcknowledgement() {
		return new Acknowledgement(ListenerScope.defer(this));
	}

}
