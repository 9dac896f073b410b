package ai.bimpe.spring.stream.observation;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a delivery while it is observed.
 *
 * @since 0.1.0
 */
public final class DeliveryObservationContext extends Observation.Context {

	private final String account;

	private final String stream;

	private final String agentId;

	private final String conversationId;

	private final @Nullable String messageId;

	private final int attempt;

	private @Nullable End end;

	/**
	 * Create the context of a delivery.
	 * @param account the name of the account
	 * @param stream the name of the stream
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param messageId the id of the message, or {@code null} when it has none
	 * @param attempt the number of the attempt, from 1
	 */
	public DeliveryObservationContext(String account, String stream, String agentId, String conversationId,
			@Nullable String messageId, int attempt) {
		this.account = account;
		this.stream = stream;
		this.agentId = agentId;
		this.conversationId = conversationId;
		this.messageId = messageId;
		this.attempt = attempt;
	}

	/**
	 * Return which client has the stream.
	 * @return the name of the account, {@code default} for the default client
	 */
	public String account() {
		return this.account;
	}

	/**
	 * Return which stream the message came on.
	 * @return the name of the stream
	 */
	public String stream() {
		return this.stream;
	}

	/**
	 * Return whose conversation is followed.
	 * @return the id of the agent
	 */
	public String agentId() {
		return this.agentId;
	}

	/**
	 * Return the conversation of the message.
	 * @return the id of the conversation
	 */
	public String conversationId() {
		return this.conversationId;
	}

	/**
	 * Return which message is delivered.
	 * @return the id of the message, or {@code null} when it has none
	 */
	public @Nullable String messageId() {
		return this.messageId;
	}

	/**
	 * Return which attempt to deliver the message this is.
	 * @return the number of the attempt, from 1
	 */
	public int attempt() {
		return this.attempt;
	}

	/**
	 * Return how the delivery ended.
	 * @return the end, or {@code null} while listeners are at work
	 */
	public @Nullable End end() {
		return this.end;
	}

	/**
	 * Tell how the delivery ended.
	 * @param end the end
	 */
	public void end(End end) {
		this.end = end;
	}

	/**
	 * How a delivery ends.
	 */
	public enum End {

		/** Everything that listeners have started has ended well. */
		DELIVERED,

		/** A listener failed: the message is delivered again, unless it is given up. */
		FAILED,

		/** The stream ended meanwhile: the message comes again. */
		ABANDONED,

		/** The checkpoint could not be written with it: the message comes again. */
		UNDECIDED

	}

}
