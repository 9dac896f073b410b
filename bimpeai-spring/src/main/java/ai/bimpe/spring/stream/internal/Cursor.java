package ai.bimpe.spring.stream.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * How far a conversation is: what the server is asked to go on after, and the time that
 * it orders messages by. A {@link Checkpoint} is a cursor under the epoch of its owner.
 *
 * @param after id of the last message, or the ISO 8601 time from which on messages are
 * wanted when there was none
 * @param time up to when all messages are known, or {@code null} when that is not known
 */
public record Cursor(String after, @Nullable Instant time) {

	/**
	 * Return the cursor of a checkpoint.
	 * @param checkpoint the checkpoint
	 * @return where it is
	 */
	public static Cursor of(Checkpoint checkpoint) {
		return new Cursor(checkpoint.after(), checkpoint.createdAt());
	}

	/**
	 * Return where a conversation starts of which nothing was delivered.
	 * @param after id of a message, or an ISO 8601 time
	 * @return the start, of which no time is known
	 */
	public static Cursor start(String after) {
		return new Cursor(after, null);
	}

	/**
	 * Go on to a message.
	 * @param message the message; one without an id leaves what the server is asked to go
	 * on after
	 * @return the cursor behind it, and never at an earlier time
	 */
	public Cursor to(StreamMessage message) {
		Cursor next = upTo(message.createdAt());
		return (message.id() != null) ? new Cursor(message.id(), next.time) : next;
	}

	/**
	 * Take note that there is no other message.
	 * @param time up to when, {@code null} when that is not known
	 * @return the cursor at the later of both times
	 */
	public Cursor upTo(@Nullable Instant time) {
		return (time != null && isBefore(time)) ? new Cursor(this.after, time) : this;
	}

	/**
	 * Read the time of a start.
	 * @return the cursor at the time that it starts at, if it starts at one
	 */
	public Cursor withTimeOfStart() {
		if (this.time != null) {
			return this;
		}
		try {
			return new Cursor(this.after, OffsetDateTime.parse(this.after).toInstant());
		}
		catch (DateTimeException ex) {
			return this;
		}
	}

	/**
	 * Return where to continue when the server does not know the message any more. What
	 * is of the same millisecond as that message comes again.
	 * @return the cursor at its time; {@code null} when it is not at a message, or the
	 * time of the message is not known
	 */
	public @Nullable Cursor byTime() {
		if (this.time == null || start(this.after).withTimeOfStart().time != null) {
			return null;
		}
		return new Cursor(this.time.minusMillis(1).toString(), this.time);
	}

	/**
	 * Return whether there may be messages up to a time that are not known.
	 * @param time the time of a message
	 * @return {@code true} also when no time is known
	 */
	public boolean isBefore(Instant time) {
		return this.time == null || time.isAfter(this.time);
	}

	/**
	 * Return whether it is at a message.
	 * @param message the message
	 * @return {@code false} when it has no id
	 */
	public boolean isAt(StreamMessage message) {
		return this.after.equals(message.id());
	}

	/**
	 * Return whether the server would be asked for the same.
	 * @param other another cursor
	 * @return {@code true} whatever the times
	 */
	public boolean isAt(Cursor other) {
		return this.after.equals(other.after);
	}

	/**
	 * Make a checkpoint of it.
	 * @param epoch the number of the ownership
	 * @return the checkpoint
	 */
	public Checkpoint checkpoint(long epoch) {
		return new Checkpoint(epoch, this.after, this.time);
	}

}
