package ai.bimpe.client.internal.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import ai.bimpe.client.internal.WireIds;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream goes on after a lost connection, and which ids it has delivered. Whether
 * the server replays the message of the cursor itself is not documented: either way every
 * id is delivered once. Of an id that no URL could hold only a digest is kept. After such
 * an id, and after one that cannot be sent, the stream goes on after the one before it.
 */
final class Cursor {

	/** A replay repeats at most what was in flight; more need not be remembered. */
	private static final int REMEMBERED = 128;

	private final Set<String> delivered = new LinkedHashSet<>();

	private @Nullable String after;

	private @Nullable Instant fallback;

	Cursor(@Nullable String after) {
		this.after = after;
		if (after != null) {
			this.delivered.add(after);
		}
	}

	/**
	 * Go on from a point in time when the connection is lost before the first message.
	 * @param time when the server accepted the first connection, by its own clock
	 */
	void startAt(Instant time) {
		if (this.after == null) {
			this.after = time.toString();
		}
	}

	/**
	 * Go on from a point in time when the connection is lost before the first message and
	 * before the server has said what time it is.
	 * @param time when the server accepted the first connection, by our own clock
	 */
	void startAtLocal(Instant time) {
		if (this.fallback == null) {
			this.fallback = time;
		}
	}

	@Nullable String after() {
		Instant start = this.fallback;
		return (this.after != null || start == null) ? this.after : start.toString();
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
		if (!this.delivered.add((id.length() <= WireIds.LONGEST) ? id : digest(id))) {
			return false;
		}
		if (this.delivered.size() > REMEMBERED) {
			Iterator<String> oldest = this.delivered.iterator();
			oldest.next();
			oldest.remove();
		}
		if (WireIds.canBeSent(id)) {
			this.after = id;
		}
		return true;
	}

	private static String digest(String id) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
