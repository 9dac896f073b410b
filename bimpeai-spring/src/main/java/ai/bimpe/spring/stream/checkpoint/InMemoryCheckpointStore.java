package ai.bimpe.spring.stream.checkpoint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints as long as the application context lives. Thread-safe.
 *
 * @since 0.1.0
 */
public final class InMemoryCheckpointStore implements CheckpointStore {

	private final Map<String, Checkpoint> checkpoints = new ConcurrentHashMap<>();

	@Override
	public @Nullable Checkpoint load(String key) {
		return this.checkpoints.get(key);
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
		return (expected != null) ? this.checkpoints.replace(key, expected, next)
				: this.checkpoints.putIfAbsent(key, next) == null;
	}

	@Override
	public void reset(String key, Checkpoint checkpoint) {
		this.checkpoints.put(key, checkpoint);
	}

	@Override
	public boolean delete(String key, Checkpoint expected) {
		return this.checkpoints.remove(key, expected);
	}

	@Override
	public CheckpointKeys keys(String prefix, @Nullable String cursor) {
		return new CheckpointKeys(this.checkpoints.keySet().stream().filter((key) -> key.startsWith(prefix)).toList(),
				null);
	}

}
