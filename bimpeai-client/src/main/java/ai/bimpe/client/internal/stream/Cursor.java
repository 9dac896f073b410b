package ai.bimpe.client.internal.stream;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where a stream goes on after a lost connection, and which ids it has delivered. Whether
 * the server replays the message of the cursor itself is not documented: either way every
 * id is delivered once.
 */
final class Cursor {

	/** A replay repeats at most what was in flight; more need not be remembered. */
	private static final int REMEMBERED = 128;

	private final Set<String> delivered = new LinkedHashSet<>();

	private @Nullable String after;

	Cursor(@Nullable String after) {
		this.after = after;
		if (after != null) {
			this.delivered.add(after);
		}
	}

	/**
	 * Go on from a point in time when the connection is lost before the first message.
	 * @param time when the server accepted the first connection
	 */
	void startAt(Instant time) {
		if (this.after == null) {
			this.after = time.toString();
		}
	}

	@Nullable String after() {
		return this.after;
	}

	/**
	 * Take note of a message.
	 * @param id its id, or {@code null} when it has none
	 * @return whether it is to be delivered
	 */
	boolean advance(@Nullable String id) {
		if (id == null || id.isEmpty()) {
			return true;
		}
		if (!this.delivered.add(id)) {
			return false;
		}
		if (this.delivered.size() > REMEMBERED) {
			Iterator<String> oldest = this.delivered.iterator();
			oldest.next();
			oldest.remove();
		}
		this.after = id;
		return true;
	}

}
