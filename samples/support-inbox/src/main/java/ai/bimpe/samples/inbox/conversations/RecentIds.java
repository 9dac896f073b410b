package ai.bimpe.samples.inbox.conversations;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A set that forgets what was added long ago.
 */
final class RecentIds {

	private static final int CAPACITY = 10_000;

	private final Set<String> ids = new LinkedHashSet<>();

	/**
	 * Add an id.
	 * @param id the id
	 * @return whether it was not known
	 */
	synchronized boolean add(String id) {
		boolean added = this.ids.add(id);
		if (this.ids.size() > CAPACITY) {
			this.ids.remove(this.ids.iterator().next());
		}
		return added;
	}

	/**
	 * Return whether an id is known.
	 * @param id the id
	 * @return whether it was added lately
	 */
	synchronized boolean contains(String id) {
		return this.ids.contains(id);
	}

}
