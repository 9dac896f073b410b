package ai.bimpe.samples.inbox.live;

import org.jspecify.annotations.Nullable;

/**
 * What a browser is told.
 *
 * @param id the id, or {@code null} when it is not kept
 * @param event the name of the event
 * @param html the fragment of the page that it brings
 */
record Update(@Nullable String id, String event, String html) {

	/**
	 * Return whether this is the one that comes next.
	 * @param other the id of an update
	 * @return whether the number is the next one of the same run
	 */
	boolean follows(@Nullable String other) {
		if (this.id == null || other == null) {
			return false;
		}
		int dash = this.id.lastIndexOf('-');
		long previous = Long.parseLong(this.id.substring(dash + 1)) - 1;
		return other.equals(this.id.substring(0, dash + 1) + previous);
	}

}
