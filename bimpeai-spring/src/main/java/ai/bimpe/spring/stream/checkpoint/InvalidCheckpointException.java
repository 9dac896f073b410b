package ai.bimpe.spring.stream.checkpoint;

import ai.bimpe.spring.stream.ManagedStream;

/**
 * What a {@link CheckpointStore} holds under a key is no checkpoint. The stream does not
 * guess: it fails until {@link ManagedStream#replayFrom(String)} writes a new one.
 *
 * @since 0.1.0
 */
public class InvalidCheckpointException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String key;

	/**
	 * Create an exception.
	 * @param key the key of the checkpoint
	 */
	public InvalidCheckpointException(String key) {
		super("The checkpoint '" + key + "' cannot be read: call replayFrom(...) on its stream, or remove the key");
		this.key = key;
	}

	/**
	 * Return the key of the checkpoint.
	 * @return the key in the store
	 */
	public String key() {
		return this.key;
	}

}
