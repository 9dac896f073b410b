package ai.bimpe.spring.stream.checkpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some of the keys that a {@link CheckpointStore} has. Immutable.
 *
 * @param keys the keys, in no order; there may be none although others follow, and one
 * may be named twice
 * @param next what to ask the store for the keys that follow with, {@code null} when
 * there are no others
 * @since 0.1.0
 */
public record CheckpointKeys(List<String> keys, @Nullable String next) {

	public CheckpointKeys {
		keys = List.copyOf(keys);
	}

	/**
	 * Return no keys.
	 * @return the keys of a store that has none, or that does not name them
	 */
	public static CheckpointKeys none() {
		return new CheckpointKeys(List.of(), null);
	}

}
