package ai.bimpe.client.internal.sse;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * View of one complete event. It is valid only during
 * {@link EventHandler#event(EventFrame)}: what outlives the call has to be copied.
 *
 * @since 0.1.0
 */
public interface EventFrame {

	/**
	 * Tell whether the event is of the given type, without decoding anything.
	 * @param type the type to compare with
	 * @return whether the types are equal
	 */
	boolean isType(EventType type);

	/**
	 * Return the type of the event.
	 * @return the last {@code event} field, or {@code message} when missing or empty
	 */
	String type();

	/**
	 * Return the last event id of the stream, which an event without {@code id} field
	 * inherits from the one before it.
	 * @return the id, empty after an empty {@code id} field, or {@code null} when the
	 * stream has not set one yet
	 */
	@Nullable String lastEventId();

	/**
	 * Return the id of this event alone.
	 * @return the last {@code id} field of the event, or {@code null} when it has none
	 */
	@Nullable String eventId();

	/**
	 * Return the array that holds the data; not to be modified. Several data lines are
	 * joined by a line feed. The bytes are well-formed UTF-8: they are those that were
	 * sent, save that an ill-formed sequence is replaced by U+FFFD.
	 * @return the array, of which only {@link #length()} bytes from {@link #offset()} on
	 * belong to the event
	 */
	byte[] array();

	/**
	 * Return where in {@link #array()} the data starts.
	 * @return the index of the first byte
	 */
	int offset();

	/**
	 * Return the length of the data.
	 * @return the number of bytes
	 */
	int length();

	/**
	 * Return the data as a string.
	 * @return the decoded data
	 */
	default String data() {
		return new String(array(), offset(), length(), StandardCharsets.UTF_8);
	}

}
