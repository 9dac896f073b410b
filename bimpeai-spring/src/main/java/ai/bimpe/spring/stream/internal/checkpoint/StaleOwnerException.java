package ai.bimpe.spring.stream.internal.checkpoint;

import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;

/**
 * Somebody else has written a checkpoint: this instance no longer owns the stream.
 */
public final class StaleOwnerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	StaleOwnerException(String key) {
		super("The checkpoint '" + key + "' was written by another owner");
	}

	/**
	 * Create for a checkpoint that cannot be read: who owns the stream may only be said
	 * by who claims it anew.
	 * @param cause what was thrown when it was read
	 */
	StaleOwnerException(InvalidCheckpointException cause) {
		super("The checkpoint '" + cause.key() + "' cannot be read any more", cause);
	}

}
