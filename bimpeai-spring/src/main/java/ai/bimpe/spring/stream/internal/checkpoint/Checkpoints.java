package ai.bimpe.spring.stream.internal.checkpoint;

import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a stream, or of a shard of it, in the hands of one owner. Every
 * method may throw a {@link CheckpointStoreException}, an
 * {@link InvalidCheckpointException}, or a {@link StaleOwnerException} when another owner
 * has written.
 */
public interface Checkpoints extends SourceCheckpoints {

	/**
	 * Become the owner: whatever a former owner still holds no longer matches.
	 */
	void takeOver();

	/**
	 * Acknowledge a message.
	 * @param conversationId its conversation
	 * @param message the message; one without an id moves nothing
	 */
	default void advance(String conversationId, StreamMessage message) {
		String id = message.id();
		if (id != null) {
			moveTo(conversationId, new Cursor(id, message.createdAt()));
		}
	}

	/**
	 * Continue a conversation elsewhere.
	 * @param conversationId the conversation
	 * @param cursor where
	 */
	void moveTo(String conversationId, Cursor cursor);

	/**
	 * Read the checkpoint of a conversation anew before it is used again: what was
	 * written last may have been rolled back, or not have been confirmed.
	 * @param conversationId the conversation
	 */
	void forget(String conversationId);

	/**
	 * Check that this is still the owner.
	 */
	void verify();

	/**
	 * Return whether the store does not have any more what this owner has written. Until
	 * {@link #verify()} writes it back.
	 * @return {@code false} as well when it has written nothing yet
	 */
	boolean isLost();

	/**
	 * Return the checkpoint of the only conversation.
	 * @return the checkpoint, or {@code null} when there are many, or none is held
	 */
	@Nullable Checkpoint only();

	/**
	 * Return whether a message was acknowledged last in its conversation.
	 * @param conversationId its conversation
	 * @param message the message
	 * @return {@code true} when the checkpoint is at the message
	 */
	default boolean isAt(String conversationId, StreamMessage message) {
		return message.id() != null && Cursor.of(current(conversationId)).isAt(message);
	}

}
