package ai.bimpe.spring.stream.checkpoint;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * A checkpoint as text: {@code epoch|createdAt|after}. What may hold anything comes last.
 */
final class CheckpointFormat {

	private CheckpointFormat() {
	}

	static String format(Checkpoint checkpoint) {
		return checkpoint.epoch() + "|" + ((checkpoint.createdAt() != null) ? checkpoint.createdAt() : "") + "|"
				+ checkpoint.after();
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
		String[] parts = value.split("\\|", 3);
		if (parts.length < 3 || parts[2].isBlank()) {
			throw new InvalidCheckpointException(key);
		}
		try {
			Checkpoint checkpoint = new Checkpoint(Long.parseLong(parts[0]), parts[2],
					parts[1].isEmpty() ? null : Instant.parse(parts[1]));
			if (checkpoint.epoch() >= 0 && format(checkpoint).equals(value)) {
				return checkpoint;
			}
		}
		catch (NumberFormatException | DateTimeException ex) {
			throw (InvalidCheckpointException) new InvalidCheckpointException(key).initCause(ex);
		}
		throw new InvalidCheckpointException(key);
	}

}
