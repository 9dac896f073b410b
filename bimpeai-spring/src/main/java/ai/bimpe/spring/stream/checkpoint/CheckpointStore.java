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
	 * Replace a checkpoint as {@link #advance(String, Checkpoint, Checkpoint)} does, but
	 * only as long as another checkpoint is the expected one as well: that of the owner,
	 * which whoever takes over has replaced. Both are compared in one step, if the store
	 * can. Unless overridden, the owner is compared first.
	 * @param key the key of the checkpoint
	 * @param expected what was loaded or written last, {@code null} for none
	 * @param next the new checkpoint
	 * @param ownerKey the key of the checkpoint of the owner
	 * @param owner what the owner has written under that key
	 * @return whether it was replaced; {@code false} means that somebody else has written
	 * one of the two
	 * @throws RuntimeException when the store cannot be reached
	 */
	default boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next, String ownerKey,
			Checkpoint owner) {
		return owner.equals(load(ownerKey)) && advance(key, expected, next);
	}

	/**
	 * Write a checkpoint whatever is there, also in place of one that cannot be read.
	 * @param key the key of the checkpoint
	 * @param checkpoint the new checkpoint
	 * @throws RuntimeException when the store cannot be reached
	 */
	void reset(String key, Checkpoint checkpoint);

	/**
	 * Replace what is stored but is no checkpoint, if that is still there, in one step if
	 * the store can. Unless overridden, it is read once more and then written over.
	 * @param key the key of the checkpoint
	 * @param next the new checkpoint
	 * @return whether it was replaced; {@code false} means that somebody else has written
	 * or removed it
	 * @throws RuntimeException when the store cannot be reached
	 */
	default boolean replaceUnreadable(String key, Checkpoint next) {
		try {
			Checkpoint unused = load(key);
			return false;
		}
		catch (InvalidCheckpointException ex) {
			reset(key, next);
			return next.equals(load(key));
		}
	}

	/**
	 * Remove a checkpoint if it is still the expected one.
	 * @param key the key of the checkpoint
	 * @param expected what was loaded or written last
	 * @return whether it was removed; {@code false} means that somebody else has written
	 * @throws RuntimeException when the store cannot be reached
	 */
	boolean delete(String key, Checkpoint expected);

	/**
	 * Return the keys that begin with the name of a stream and {@code /}, some at a time:
	 * those of the conversations of an agent. A stream asks for them when it has read the
	 * list of conversations, and removes the checkpoints of those that do not exist any
	 * more. Unless overridden, none are returned, and such checkpoints stay.
	 * @param prefix what the keys begin with
	 * @param cursor {@link CheckpointKeys#next()} of the keys before, {@code null} for
	 * the first ones
	 * @return keys; those that are written or removed meanwhile may be among them or not
	 * @throws RuntimeException when the store cannot be reached
	 */
	default CheckpointKeys keys(String prefix, @Nullable String cursor) {
		return CheckpointKeys.none();
	}

	/**
	 * Return how long keys may be. A stream whose keys may become longer is refused when
	 * it is subscribed to.
	 * @return a number of characters, 0 for any number
	 */
	default int maxKeyLength() {
		return 0;
	}

}
