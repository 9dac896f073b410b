package ai.bimpe.client.observation;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one connection of a stream while it is observed.
 *
 * @since 0.1.0
 */
public final class StreamObservationContext extends Observation.Context {

	private final String account;

	private final String agentId;

	private final String conversationId;

	private @Nullable End end;

	private boolean accepted;

	/**
	 * Create the context of a connection.
	 * @param account the name of the account
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 */
	public StreamObservationContext(String account, String agentId, String conversationId) {
		this.account = account;
		this.agentId = agentId;
		this.conversationId = conversationId;
	}

	/**
	 * Return which client this is.
	 * @return the name of the account, {@code default} unless the client was named
	 */
	public String account() {
		return this.account;
	}

	/**
	 * Return whose conversation is followed.
	 * @return the id of the agent
	 */
	public String agentId() {
		return this.agentId;
	}

	/**
	 * Return what is followed.
	 * @return the id of the conversation
	 */
	public String conversationId() {
		return this.conversationId;
	}

	/**
	 * Return how the connection ended.
	 * @return the end, or {@code null} while it is open
	 */
	public @Nullable End end() {
		return this.end;
	}

	/**
	 * Return whether the server has accepted the connection.
	 * @return {@code false} while it is open, and when there was no ticket or the ticket
	 * was refused
	 */
	public boolean isAccepted() {
		return this.accepted;
	}

	/**
	 * Tell how the connection ended.
	 * @param end the end
	 * @param accepted whether the server had accepted it
	 */
	public void end(End end, boolean accepted) {
		this.end = end;
		this.accepted = accepted;
	}

	/**
	 * How a connection ends.
	 */
	public enum End {

		/** The server closed it in good order. */
		CLOSED,

		/** The reader has left. */
		CANCELLED,

		/** It could not be made, or was lost. */
		FAILED

	}

}
