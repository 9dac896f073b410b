package ai.bimpe.spring.boot.autoconfigure.streams;

/**
 * Somebody else has written a checkpoint: this instance no longer owns the stream.
 */
final class StaleOwnerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	StaleOwnerException(String key) {
		super("The checkpoint '" + key + "' was written by another owner");
	}

}
