package ai.bimpe.spring.stream;

import ai.bimpe.client.stream.StreamMessage;

/**
 * Listeners failed to take a message in all attempts. By default the message is
 * acknowledged after this event, so a listener of it is the place to keep the message.
 * What such a listener throws is logged, and the stream goes on.
 *
 * @param stream the name of the stream
 * @param agentId the id of the agent
 * @param conversationId the id of the conversation
 * @param message the message
 * @param exception what a listener threw in the last attempt
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
