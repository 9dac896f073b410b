package ai.bimpe.spring.stream;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;

/**
 * A managed stream ended with a failure that trying again cannot cure, for example
 * because the key may not read the agent or there is no such conversation. The
 * application goes on without the stream.
 *
 * @param stream the name of the stream
 * @param agentId the id of the agent
 * @param cause why it ended
 * @since 0.1.0
 */
public record StreamFailedEvent(String stream, String agentId, Throwable cause) {

	/**
	 * Return what happened, but not the message of a cause that is not ours: it may quote
	 * anything.
	 */
	@Override
	public String toString() {
		return "StreamFailedEvent[stream=" + this.stream + ", agentId=" + this.agentId + ", cause="
				+ ExceptionRedactor.reason(this.cause) + "]";
	}

}
