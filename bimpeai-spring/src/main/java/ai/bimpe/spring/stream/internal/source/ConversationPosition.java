package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;

import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.internal.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * How far a conversation was received. Goes back to a time, once, when the server does
 * not know the message that it continues after. Used by one thread at a time.
 */
class ConversationPosition {

	/** All messages up to its time were received; not known at first. */
	private Cursor cursor;

	/** The one that was refused, while the server is asked by its time. */
	private @Nullable Cursor unknownCursor;

	/**
	 * Create.
	 * @param cursor where to continue
	 */
	ConversationPosition(Cursor cursor) {
		this.cursor = cursor;
	}

	/**
	 * Take note of a message of its stream.
	 * @param message the message
	 * @return {@code false} when it was received before
	 */
	boolean received(StreamMessage message) {
		boolean known = this.unknownCursor != null && this.unknownCursor.isAt(message);
		this.cursor = this.cursor.to(message);
		this.unknownCursor = null;
		return !known;
	}

	/**
	 * Take note that there is no other message.
	 * @param time up to when, {@code null} when that is not known
	 */
	void upTo(@Nullable Instant time) {
		this.cursor = this.cursor.upTo(time);
	}

	/**
	 * Ask the server by the time of the last message, or by that message again when that
	 * was refused as well.
	 * @return {@code true} when its stream should be opened by time at once
	 */
	boolean continueByTime() {
		if (this.unknownCursor != null) {
			this.cursor = this.unknownCursor;
			this.unknownCursor = null;
			return false;
		}
		Cursor byTime = this.cursor.byTime();
		if (byTime != null) {
			this.unknownCursor = this.cursor;
			this.cursor = byTime;
		}
		return byTime != null;
	}

	Cursor cursor() {
		return this.cursor;
	}

	/**
	 * Return what the server has refused to continue after.
	 * @return the cursor, while the server is asked by its time; otherwise {@code null}
	 */
	@Nullable Cursor unknownCursor() {
		return this.unknownCursor;
	}

}
