package ai.bimpe.spring.stream;

import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.jspecify.annotations.Nullable;

/**
 * The state of a managed stream has changed. Events of one stream are published in their
 * order, on a thread that may block; one that lasted for a moment only may be left out.
 *
 * @param stream the name of the stream
 * @param agentId the id of the agent
 * @param from the state before
 * @param to the state now
 * @param cause why it failed, or what it waits for; {@code null} for other states
 * @since 0.1.0
 * @see ManagedStream#state()
 */
public record StreamStateChangedEvent(String stream, String agentId, StreamState from, StreamState to,
		@Nullable Throwable cause) {

	/**
	 * Return what happened, but not the message of a cause that is not ours: it may quote
	 * anything.
	 */
	@Override
	public String toString() {
		return "StreamStateChangedEvent[stream=" + this.stream + ", agentId=" + this.agentId + ", from=" + this.from
				+ ", to=" + this.to + ", cause=" + ((this.cause != null) ? ExceptionRedactor.reason(this.cause) : null)
				+ "]";
	}

}
