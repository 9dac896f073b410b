package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;

import ai.bimpe.client.conversations.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * What the list has told of a conversation last. Small, because there may be many
 * thousands, most of them quiet. Written by one thread at a time.
 */
final class ListedConversation {

	private static final long NEVER = Long.MIN_VALUE;

	private static final long NANOS = 1_000_000_000;

	private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

	/** In nanoseconds of the epoch. */
	private long lastMessageAt = NEVER;

	/** Of the text of the last message. */
	private int hash;

	/** The last walk over the list that met it. */
	private int walk;

	/**
	 * Return when the last message of a conversation came.
	 * @param row the conversation
	 * @return the time; when the list does not tell, that of its last change, if it has a
	 * message; {@code null} for none
	 */
	static @Nullable Instant lastMessageAt(Conversation row) {
		Instant time = row.lastMessageAt();
		return (time != null || row.lastMessagePreview() == null) ? time : row.updatedAt();
	}

	/**
	 * Return whether a row of the list tells of a later message than those before.
	 * @param row the conversation
	 * @return {@code true} for another text of the same time as well
	 */
	boolean isNews(Conversation row) {
		long time = nanos(lastMessageAt(row));
		return time > this.lastMessageAt || isOtherText(row, time);
	}

	/**
	 * Take note of a row of the list.
	 * @param row the conversation
	 * @param walk the number of the walk over the list
	 * @return whether there is another message although the time of the last one is that
	 * of before
	 */
	boolean listed(Conversation row, int walk) {
		long time = nanos(lastMessageAt(row));
		boolean otherText = isOtherText(row, time);
		if (time >= this.lastMessageAt) {
			this.lastMessageAt = time;
			this.hash = hash(row);
		}
		this.walk = walk;
		return otherText;
	}

	/**
	 * Take note that it is on the list, with something new that is still to be read.
	 * @param walk the number of the walk over the list
	 */
	void met(int walk) {
		this.walk = walk;
	}

	private boolean isOtherText(Conversation row, long time) {
		return time == this.lastMessageAt && this.hash != 0 && hash(row) != this.hash;
	}

	/**
	 * Return whether the list names it no more. Rows that move while the list is read can
	 * be missed once.
	 * @param walk the number of the walk over the list that has just ended
	 * @return {@code true} when two walks have missed it
	 */
	boolean isGone(int walk) {
		return this.walk < walk - 1;
	}

	private static int hash(Conversation row) {
		String text = row.lastMessagePreview();
		return (text != null) ? text.hashCode() : 0;
	}

	// No message is written so early or late that it does not fit.
	private static long nanos(@Nullable Instant time) {
		if (time == null) {
			return NEVER;
		}
		long seconds = Math.max(-MAX_SECONDS, Math.min(time.getEpochSecond(), MAX_SECONDS));
		return seconds * NANOS + time.getNano();
	}

}
