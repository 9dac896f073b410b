package ai.bimpe.spring.stream.internal.checkpoint;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointKeys;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint store in the hands of one owner. Tells apart what may go wrong: it
 * cannot be reached, which a {@link Listener} hears; it holds something else, which a
 * listener hears as well; or somebody else has written. Thread-safe: an agent's source
 * reads checkpoints beside the worker.
 */
public final class FencedCheckpointStore {

	private final CheckpointStore store;

	private final TimeSource time;

	private final Listener listener;

	/** What failed last. */
	private volatile @Nullable Use failed;

	/**
	 * Create.
	 * @param store keeps the checkpoints
	 * @param time the clock that epochs come from where none is known
	 * @param listener notified of what goes wrong
	 */
	public FencedCheckpointStore(CheckpointStore store, TimeSource time, Listener listener) {
		this.store = store;
		this.time = time;
		this.listener = listener;
	}

	/**
	 * Load a checkpoint.
	 * @param key the key
	 * @return the checkpoint, or {@code null} when there is none
	 * @throws InvalidCheckpointException when what is stored is no checkpoint
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	public @Nullable Checkpoint load(String key) {
		try {
			checkLength(key);
			Checkpoint stored = this.store.load(key);
			succeeded(new Use(key, false));
			return stored;
		}
		catch (InvalidCheckpointException ex) {
			this.listener.invalid(ex);
			throw ex;
		}
		catch (RuntimeException ex) {
			this.failed = new Use(key, false);
			throw unavailable(ex);
		}
	}

	/**
	 * Look for a checkpoint that nobody waits for.
	 * @param key the key
	 * @return the checkpoint, or {@code null} when there is none that can be read
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	@Nullable Checkpoint find(String key) {
		try {
			return this.store.load(key);
		}
		catch (InvalidCheckpointException ex) {
			return null;
		}
		catch (RuntimeException ex) {
			throw new CheckpointStoreException(ex);
		}
	}

	/**
	 * Return keys, some at a time. A store that cannot name them is no outage: nothing
	 * waits for it.
	 * @param prefix what they begin with
	 * @param cursor where those before have ended, {@code null} for the first ones
	 * @return keys, and where to go on
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	CheckpointKeys keys(String prefix, @Nullable String cursor) {
		try {
			return this.store.keys(prefix, cursor);
		}
		catch (RuntimeException ex) {
			throw new CheckpointStoreException(ex);
		}
	}

	// Of a conversation with a long id, which must not pass for a store that is down.
	private void checkLength(String key) {
		int longest = this.store.maxKeyLength();
		if (longest > 0 && key.length() > longest) {
			throw new InvalidCheckpointException(key, "The key '" + key + "' is longer than the " + longest
					+ " characters that the checkpoint store has room for: give the stream a shorter name");
		}
	}

	/**
	 * Write a checkpoint whatever is there.
	 * @param key the key
	 * @param checkpoint the new checkpoint
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	public void reset(String key, Checkpoint checkpoint) {
		try {
			this.store.reset(key, checkpoint);
		}
		catch (RuntimeException ex) {
			throw unavailable(ex);
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
	 * Write a checkpoint in place of one that cannot be read.
	 * @param unreadable what was thrown when it was read
	 * @param next the new checkpoint
	 * @return the new checkpoint
	 * @throws StaleOwnerException when another owner has written it meanwhile
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	Checkpoint repair(InvalidCheckpointException unreadable, Checkpoint next) {
		String key = unreadable.key();
		if (!write(key, () -> this.store.replaceUnreadable(key, next))) {
			throw new StaleOwnerException(key);
		}
		this.listener.repaired(key, next);
		return next;
	}

	/**
	 * Return an epoch for a checkpoint that is written in place of one that cannot be
	 * read, above whatever that one was counted up to.
	 * @param known the highest epoch that is known
	 * @return a higher one
	 */
	long epochAbove(long known) {
		return Math.max(known, this.time.instant().toEpochMilli()) + 1;
	}

	/**
	 * Write back checkpoints that the store has lost. One that cannot be read meanwhile
	 * is left to who reads it next.
	 * @param lost the checkpoints, by their keys
	 * @throws StaleOwnerException when another owner has written one of them meanwhile
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	void restore(Map<String, Checkpoint> lost) {
		this.listener.lost(lost.size());
		lost.forEach((key, checkpoint) -> {
			if (epoch(key, checkpoint) > checkpoint.epoch()) {
				throw new StaleOwnerException(key);
			}
		});
	}

	private long epoch(String key, Checkpoint lost) {
		try {
			return loadOrCreate(key, () -> lost).epoch();
		}
		catch (InvalidCheckpointException ex) {
			return lost.epoch();
		}
	}

	/**
	 * Report that a stream starts as a new one.
	 * @param former the checkpoint of what it followed before
	 */
	void redirected(Checkpoint former) {
		this.listener.redirected(former);
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

	/**
	 * Replace a checkpoint as its owner.
	 * @param key the key
	 * @param expected what is there, {@code null} for nothing
	 * @param next the new checkpoint
	 * @param ownerKey the key of the owner
	 * @param owner what the owner has written
	 * @throws StaleOwnerException when something else is there, or there is another owner
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	void replace(String key, @Nullable Checkpoint expected, Checkpoint next, String ownerKey, Checkpoint owner) {
		if (!write(key, () -> this.store.advance(key, expected, next, ownerKey, owner))) {
			throw new StaleOwnerException(key);
		}
	}

	/**
	 * Remove a checkpoint, unless somebody else has written it.
	 * @param key the key
	 * @param expected what is there
	 * @throws CheckpointStoreException when the store cannot be reached
	 */
	void delete(String key, Checkpoint expected) {
		boolean unused = write(key, () -> this.store.delete(key, expected));
	}

	private boolean tryReplace(String key, @Nullable Checkpoint expected, Checkpoint next) {
		return write(key, () -> this.store.advance(key, expected, next));
	}

	private boolean write(String key, BooleanSupplier action) {
		try {
			boolean replaced = action.getAsBoolean();
			succeeded(new Use(key, true));
			return replaced;
		}
		catch (InvalidCheckpointException ex) {
			// Not what was expected, then.
			return false;
		}
		catch (RuntimeException ex) {
			this.failed = new Use(key, true);
			throw unavailable(ex);
		}
	}

	// Another key proves nothing, nor does reading what could not be written.
	private void succeeded(Use use) {
		if (use.equals(this.failed)) {
			this.failed = null;
			this.listener.available();
		}
	}

	private CheckpointStoreException unavailable(RuntimeException cause) {
		CheckpointStoreException failure = new CheckpointStoreException(cause);
		this.listener.unavailable(failure);
		return failure;
	}

	/**
	 * Hears how the store is doing, on the thread that uses it.
	 */
	public interface Listener {

		/**
		 * The store could not be used.
		 * @param failure what it threw is the cause
		 */
		default void unavailable(CheckpointStoreException failure) {
		}

		/**
		 * What the store holds is no checkpoint.
		 * @param failure what it threw
		 */
		default void invalid(InvalidCheckpointException failure) {
		}

		/**
		 * A checkpoint that could not be read was written anew.
		 * @param key its key
		 * @param checkpoint the new one
		 */
		default void repaired(String key, Checkpoint checkpoint) {
		}

		/**
		 * The store has forgotten checkpoints, which are written back.
		 * @param checkpoints the number of checkpoints
		 */
		default void lost(int checkpoints) {
		}

		/**
		 * The stream followed something else before, and starts as a new one.
		 * @param former the checkpoint of what it followed
		 */
		default void redirected(Checkpoint former) {
		}

		/**
		 * What failed last has succeeded.
		 */
		default void available() {
		}

	}

	private record Use(String key, boolean write) {

	}

}
