package ai.bimpe.client.internal.sse;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Receives what an event stream carries and decides what becomes of it. Called by one
 * thread at a time, in the order of the stream. An exception ends the stream.
 *
 * @param <T> what events are turned into
 * @since 0.1.0
 */
@FunctionalInterface
public interface EventHandler<T> {

	/**
	 * Turn one complete event into a value.
	 * @param frame the event, valid only during the call
	 * @return the value to emit, or {@code null} to emit nothing
	 */
	@Nullable T event(EventFrame frame);

	/**
	 * Take note that bytes have been asked for and are awaited.
	 */
	default void requested() {
	}

	/**
	 * Take note that bytes have come. None are awaited until the next
	 * {@link #requested()}.
	 */
	default void received() {
	}

	/**
	 * Take note that something was understood: an event or a comment has come to its end,
	 * or the data of an event has grown, also beyond its limit.
	 */
	default void progressed() {
	}

	/**
	 * Take note that the stream has ended in the middle of an event or of a line, which
	 * is discarded.
	 */
	default void truncated() {
	}

	/**
	 * Take note of the reconnection time the server asked for.
	 * @param delay time to wait before reconnecting, at most {@link Integer#MAX_VALUE}
	 * milliseconds even when the server asked for more
	 */
	default void retry(Duration delay) {
	}

	/**
	 * Turn an event that is too large into a value. Called as soon as the limit is
	 * passed; the rest of the event is skipped and the stream goes on after it.
	 * @param problem the limit that was passed
	 * @param eventId the id of the event, or {@code null} when it has none or its id is
	 * behind the limit
	 * @return the value to emit, or {@code null} to emit nothing
	 */
	default @Nullable T oversize(EventTooLargeException problem, @Nullable String eventId) {
		return null;
	}

}
