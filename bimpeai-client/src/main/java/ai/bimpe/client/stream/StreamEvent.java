package ai.bimpe.client.stream;

import java.time.Duration;

import ai.bimpe.client.errors.BimpeAIException;
import org.jspecify.annotations.Nullable;

/**
 * What happens on a message stream, in the order in which it happens.
 *
 * @since 0.1.0
 */
public sealed interface StreamEvent {

	/**
	 * The server accepted the connection.
	 *
	 * @param reconnects how often the stream has reconnected so far
	 */
	record Connected(long reconnects) implements StreamEvent {

	}

	/**
	 * A message arrived.
	 *
	 * @param message the message
	 */
	record Message(StreamMessage message) implements StreamEvent {

	}

	/**
	 * The server said that it is still there.
	 */
	record Heartbeat() implements StreamEvent {

	}

	/**
	 * An event could not be used and was skipped; the stream goes on.
	 *
	 * @param reason why it was skipped
	 * @param eventId the id of the event; {@code null} when it has none, or when the
	 * event was too large before its id came
	 */
	record Skipped(Reason reason, @Nullable String eventId) implements StreamEvent {

		/**
		 * Why an event was skipped.
		 */
		public enum Reason {

			/** The data is not the JSON of a message. */
			MALFORMED,

			/** The event is larger than {@code bimpeai.max-event-size}. */
			TOO_LARGE,

			/** The type of the event is not known to this version. */
			UNKNOWN_TYPE

		}

	}

	/**
	 * The connection was lost or could not be made, and will be tried again.
	 *
	 * @param attempt which failure in a row this is, from 1
	 * @param delay how long the stream waits before it tries again
	 * @param cause why
	 */
	record Reconnecting(int attempt, Duration delay, BimpeAIException cause) implements StreamEvent {

	}

	/**
	 * The server closed the stream in good order and reconnecting is off. The last event.
	 */
	record Ended() implements StreamEvent {

	}

}
