package ai.bimpe.spring.stream.checkpoint;

import java.time.DateTimeException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as text: {@code v1|epoch|createdAt|agentId|conversationId|after}. What may
 * hold anything comes last; in the ids, {@code %} and {@code |} are escaped. A field that
 * is empty is not known.
 */
final class CheckpointFormat {

	private static final String VERSION = "v1";

	private static final int FIELDS = 6;

	private CheckpointFormat() {
	}

	static String format(Checkpoint checkpoint) {
		return String.join("|", VERSION, Long.toString(checkpoint.epoch()),
				(checkpoint.createdAt() != null) ? checkpoint.createdAt().toString() : "", escape(checkpoint.agentId()),
				escape(checkpoint.conversationId()), checkpoint.after());
	}

	/**
	 * Read a checkpoint.
	 * @param key where it was found
	 * @param value the text
	 * @return the checkpoint
	 * @throws InvalidCheckpointException unless it was written in this very format, which
	 * comparing and setting relies on
	 */
	static Checkpoint parse(String key, String value) {
		String[] parts = value.split("\\|", FIELDS);
		if (parts.length < FIELDS || parts[FIELDS - 1].isBlank()) {
			throw new InvalidCheckpointException(key);
		}
		try {
			Checkpoint checkpoint = new Checkpoint(Long.parseLong(parts[1]), parts[5],
					parts[2].isEmpty() ? null : Instant.parse(parts[2]), unescape(parts[3]), unescape(parts[4]));
			if (checkpoint.epoch() >= 0 && format(checkpoint).equals(value)) {
				return checkpoint;
			}
		}
		catch (NumberFormatException | DateTimeException ex) {
			throw (InvalidCheckpointException) new InvalidCheckpointException(key).initCause(ex);
		}
		throw new InvalidCheckpointException(key);
	}

	/**
	 * Return whether a text is a checkpoint.
	 * @param value the text
	 * @return {@code false} when {@link #parse} would throw
	 */
	static boolean isReadable(String value) {
		try {
			Checkpoint unused = parse("", value);
			return true;
		}
		catch (InvalidCheckpointException ex) {
			return false;
		}
	}

	private static String escape(@Nullable String id) {
		return (id != null) ? id.replace("%", "%25").replace("|", "%7C") : "";
	}

	private static @Nullable String unescape(String id) {
		return id.isEmpty() ? null : id.replace("%7C", "|").replace("%25", "%");
	}

}
