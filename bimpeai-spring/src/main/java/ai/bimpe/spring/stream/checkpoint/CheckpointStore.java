package ai.bimpe.spring.stream.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the checkpoints of managed streams. Called on threads that may block, by many at
 * a time.
 *
 * @since 0.1.0
 */
public interface CheckpointStore {

	/**
	 * Load a checkpoint.
	 * @param key the key of the checkpoint
	 * @return the checkpoint, or {@code null} when there is none
	 * @throws InvalidCheckpointException when what is stored is no checkpoint
	 * @throws RuntimeException when the store cannot be reached
	 */
	@Nullable Checkpoint load(String key);

	/**
	 * Replace a checkpoint if it is still the expected one, in one step.
	 * @param key the key of the checkpoint
	 * @param expected what was loaded or written last, {@code null} for none
	 * @param next the new checkpoint
	 * @return whether it was replaced; {@code false} means that somebody else has written
	 * @throws RuntimeException when the store cannot be reached
	 */
	boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next);

	/**
	 * Write a checkpoint whatever is there, also in place of one that cannot be read.
	 * @param key the key of the checkpoint
	 * @param checkpoint the new checkpoint
	 * @throws RuntimeException when the store cannot be reached
	 */
	void reset(String key, Checkpoint checkpoint);

}
