package ai.bimpe.spring.stream.internal.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The entries of a map that were used last.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class RecentEntries<K, V> extends LinkedHashMap<K, V> {

	private static final long serialVersionUID = 1L;

	private final int limit;

	RecentEntries(int limit) {
		super(16, 0.75f, true);
		this.limit = limit;
	}

	@Override
	protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
		return size() > this.limit;
	}

}
