package ai.bimpe.spring.stream.internal.checkpoint;

import java.time.Instant;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
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
	 * Remove the checkpoint of a conversation that does not exist any more.
	 * @param conversationId the id of the conversation
	 */
	default void remove(String conversationId) {
	}

}
