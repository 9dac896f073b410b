package ai.bimpe.samples.recipes.export;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Where a list that grows at its end has got to: lets each item pass once, remembering no
 * more than the time of the last and the ids of that time. Not thread-safe.
 */
class SeenItemFilter {

	private final Set<String> ids = new HashSet<>();

	private Instant last = Instant.MIN;

	private boolean rewound;

	/**
	 * Begin to walk over the list from its first item again.
	 */
	void rewind() {
		this.rewound = true;
	}

	/**
	 * Say whether an item has not passed yet.
	 * @param id the id
	 * @param createdAt when it was created
	 * @return {@code false} for what has passed before
	 */
	boolean isNew(String id, Instant createdAt) {
		int order = createdAt.compareTo(this.last);
		if (order < 0) {
			if (this.rewound) {
				return false;
			}
			throw new ExportException("The server did not sort by created_at: something could be missing", null);
		}
		if (order > 0) {
			this.ids.clear();
			this.last = createdAt;
		}
		if (!this.ids.add(id)) {
			return false;
		}
		this.rewound = false;
		return true;
	}

}
