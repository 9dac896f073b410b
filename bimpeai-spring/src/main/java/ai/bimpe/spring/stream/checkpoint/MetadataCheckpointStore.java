package ai.bimpe.spring.stream.checkpoint;

import org.jspecify.annotations.Nullable;

import org.springframework.integration.metadata.ConcurrentMetadataStore;

/**
 * Keeps checkpoints in a metadata store of Spring Integration, as text. Keys have at most
 * 247 characters, so that each metadata store can keep them. Thread-safe when that store
 * is.
 *
 * @since 0.1.0
 */
public final class MetadataCheckpointStore implements CheckpointStore {

	/** A store is shared with whatever else the application keeps there. */
	private static final String PREFIX = "bimpeai/";

	/** What fits into the table of Spring Integration, behind the prefix. */
	private static final int MAX_KEY_LENGTH = 255 - PREFIX.length();

	private final ConcurrentMetadataStore store;

	/**
	 * Create.
	 * @param store keeps each checkpoint as one entry, under a key that starts with
	 * {@code bimpeai/}
	 */
	public MetadataCheckpointStore(ConcurrentMetadataStore store) {
		this.store = store;
	}

	@Override
	public @Nullable Checkpoint load(String key) {
		String value = this.store.get(stored(key));
		return (value != null) ? CheckpointFormat.parse(key, value) : null;
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
		String value = CheckpointFormat.format(next);
		return (expected != null) ? replace(stored(key), CheckpointFormat.format(expected), value)
				: this.store.putIfAbsent(stored(key), value) == null;
	}

	// The one of Redis says that it has replaced a value also when it has not, because
	// any other value was written meanwhile.
	private boolean replace(String key, String expected, String value) {
		while (this.store.replace(key, expected, value)) {
			String stored = this.store.get(key);
			if (value.equals(stored) || !expected.equals(stored)) {
				return value.equals(stored);
			}
		}
		return false;
	}

	@Override
	public void reset(String key, Checkpoint checkpoint) {
		this.store.put(stored(key), CheckpointFormat.format(checkpoint));
	}

	// What a store does not give back as it is cannot be compared.
	@Override
	public boolean replaceUnreadable(String key, Checkpoint next) {
		String stored = stored(key);
		String value = this.store.get(stored);
		if (value == null || CheckpointFormat.isReadable(value)) {
			return false;
		}
		if (!replace(stored, value, CheckpointFormat.format(next)) && value.equals(this.store.get(stored))) {
			reset(key, next);
		}
		return CheckpointFormat.format(next).equals(this.store.get(stored));
	}

	// A metadata store has no way to compare and remove in one step. What another owner
	// writes in between comes back with its next write.
	@Override
	public boolean delete(String key, Checkpoint expected) {
		boolean found = CheckpointFormat.format(expected).equals(this.store.get(stored(key)));
		if (found) {
			this.store.remove(stored(key));
		}
		return found;
	}

	@Override
	public int maxKeyLength() {
		return MAX_KEY_LENGTH;
	}

	// The one of JDBC writes a key that is too long again and again.
	private static String stored(String key) {
		if (key.length() > MAX_KEY_LENGTH) {
			throw new IllegalArgumentException("The key '" + key + "' is too long for a metadata store");
		}
		return PREFIX + key;
	}

}
