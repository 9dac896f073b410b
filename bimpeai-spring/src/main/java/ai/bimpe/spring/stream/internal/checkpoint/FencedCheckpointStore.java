package ai.bimpe.spring.stream.internal.checkpoint;

import java.util.function.Supplier;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint store that tells apart what may go wrong: it cannot be reached, it holds
 * something else, or somebody else has written.
 */
public final class FencedCheckpointStore {

	private final CheckpointStore store;

	public FencedCheckpointStore(CheckpointStore store) {
		this.store = store;
	}

	/**
	 * Load a checkpoint.
	 * @param key the key
	 * @return the checkpoint, or {@code null} when there is none
	 * @throws InvalidCheckpointException when what is stored is no checkpoint
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	@Nullable Checkpoint load(String key) {
		try {
			return this.store.load(key);
		}
		catch (InvalidCheckpointException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new CheckpointStoreException(ex);
		}
	}

	/**
	 * Replace a checkpoint.
	 * @param key the key
	 * @param expected what is there, {@code null} for nothing
	 * @param next the new checkpoint
	 * @return the new checkpoint
	 * @throws StaleOwnerException when something else is there
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	Checkpoint replace(String key, @Nullable Checkpoint expected, Checkpoint next) {
		if (!tryReplace(key, expected, next)) {
			throw new StaleOwnerException(key);
		}
		return next;
	}

	/**
	 * Load a checkpoint, or write the first one when there is none.
	 * @param key the key
	 * @param first makes the first one
	 * @return the checkpoint that is there now
	 */
	Checkpoint loadOrCreate(String key, Supplier<Checkpoint> first) {
		Checkpoint stored = load(key);
		if (stored == null) {
			Checkpoint next = first.get();
			stored = tryReplace(key, null, next) ? next : load(key);
		}
		if (stored == null) {
			throw new StaleOwnerException(key);
		}
		return stored;
	}

	private boolean tryReplace(String key, @Nullable Checkpoint expected, Checkpoint next) {
		try {
			return this.store.advance(key, expected, next);
		}
		catch (RuntimeException ex) {
			throw new CheckpointStoreException(ex);
		}
	}

}
