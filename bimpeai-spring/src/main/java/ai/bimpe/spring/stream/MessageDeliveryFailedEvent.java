package ai.bimpe.spring.stream;

import ai.bimpe.client.stream.StreamMessage;

/**
 * The delivery of a message failed in all attempts that
 * {@link DeliverySettings#maxAttempts()} allows: the dead letter. The message is
 * acknowledged when the listeners of this event have ended well, so they are the place to
 * keep it. When one fails, or when there is none, the conversation stops until an
 * operator acts.
 *
 * @param stream the name of the stream
 * @param agentId the id of the agent
 * @param conversationId the id of the conversation
 * @param message the message
 * @param exception what a listener failed with in the last attempt
 * @param attempts how many attempts were made
 * @since 0.1.0
 */
public record MessageDeliveryFailedEvent(String stream, String agentId, String conversationId, StreamMessage message,
		Throwable exception, int attempts) {

	/**
	 * Return what happened, never the message of the exception: it may quote the text.
	 */
	@Override
	public String toString() {
		return "MessageDeliveryFailedEvent[stream=" + this.stream + ", agentId=" + this.agentId + ", conversationId="
				+ this.conversationId + ", message=" + this.message + ", exception="
				+ this.exception.getClass().getName() + ", attempts=" + this.attempts + "]";
	}

}
