package ai.bimpe.spring.stream.internal.checkpoint;

/**
 * Somebody else has written a checkpoint: this instance no longer owns the stream.
 */
public final class StaleOwnerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	StaleOwnerException(String key) {
		super("The checkpoint '" + key + "' was written by another owner");
	}

}
