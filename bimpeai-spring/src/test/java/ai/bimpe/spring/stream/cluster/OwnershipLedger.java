package ai.bimpe.spring.stream.cluster;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Who owns what, over all instances of a test.
 */
final class OwnershipLedger {

	private final ConcurrentMap<String, String> owners = new ConcurrentHashMap<>();

	private final List<String> conflicts = new CopyOnWriteArrayList<>();

	private final AtomicInteger grants = new AtomicInteger();

	void granted(String instance, String key) {
		this.grants.incrementAndGet();
		@Nullable String before = this.owners.put(key, instance);
		if (before != null) {
			this.conflicts.add(key + " of " + before + " was granted to " + instance);
		}
	}

	void left(String instance, Collection<String> keys) {
		keys.forEach((key) -> this.owners.remove(key, instance));
	}

	int owned() {
		return this.owners.size();
	}

	int grants() {
		return this.grants.get();
	}

	List<String> conflicts() {
		return this.conflicts;
	}

}
