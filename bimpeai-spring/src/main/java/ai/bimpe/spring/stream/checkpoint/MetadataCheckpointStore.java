package ai.bimpe.spring.stream.checkpoint;

import org.jspecify.annotations.Nullable;

import org.springframework.integration.metadata.ConcurrentMetadataStore;

/**
 * Keeps checkpoints in a metadata store of Spring Integration, as text. Thread-safe when
 * that store is.
 *
 * @since 0.1.0
 */
public final class MetadataCheckpointStore implements CheckpointStore {

	/** A store is shared with whatever else the application keeps there. */
	private static final String PREFIX = "bimpeai/";

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
		String value = this.store.get(PREFIX + key);
		return (value != null) ? CheckpointFormat.parse(key, value) : null;
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
		String value = CheckpointFormat.format(next);
		return (expected != null) ? replace(PREFIX + key, CheckpointFormat.format(expected), value)
				: this.store.putIfAbsent(PREFIX + key, value) == null;
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
		this.store.put(PREFIX + key, CheckpointFormat.format(checkpoint));
	}

}
