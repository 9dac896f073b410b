package ai.bimpe.spring.stream.internal.checkpoint;

import java.time.Instant;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointKeys;
import org.jspecify.annotations.Nullable;

/**
 * Where a source continues. May block.
 */
@FunctionalInterface
public interface SourceCheckpoints {

	/**
	 * Return where to continue in a conversation.
	 * @param conversationId the id of the conversation
	 * @return its checkpoint, or the start when it has none
	 */
	Checkpoint current(String conversationId);

	/**
	 * Return whether it is known where conversations start that have no checkpoint.
	 * @return {@code false} to call {@link #start} first
	 */
	default boolean isStarted() {
		return true;
	}

	/**
	 * Return where conversations start that have no checkpoint. No checkpoint is before
	 * that time, so what was there already is old in all of them.
	 * @return a time of the server, {@code null} when it is not known
	 */
	default @Nullable Instant startTime() {
		return null;
	}

	/**
	 * Set where conversations start that have no checkpoint. Does nothing when it is
	 * known already.
	 * @param time a time of the server
	 */
	default void start(Instant time) {
	}

	/**
	 * Return conversations that have something in the store, some at a time.
	 * @param cursor where those before have ended, {@code null} for the first ones
	 * @return the ids of conversations of all shards, and where to go on
	 */
	default CheckpointKeys stored(@Nullable String cursor) {
		return CheckpointKeys.none();
	}

	/**
	 * Return whether there is a checkpoint to remove when a conversation does not exist
	 * any more.
	 * @param conversationId the id of the conversation
	 * @return {@code false} when there is none, or none that certainly belongs to it
	 */
	default boolean isStored(String conversationId) {
		return true;
	}

	/**
	 * Remove the checkpoint of a conversation that does not exist any more.
	 * @param conversationId the id of the conversation
	 */
	default void remove(String conversationId) {
	}

}
