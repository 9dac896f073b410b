package ai.bimpe.spring.stream.checkpoint;

import ai.bimpe.spring.stream.ManagedStream;

/**
 * What a {@link CheckpointStore} holds under a key is no checkpoint. Where a conversation
 * continues is not guessed: nothing of it is delivered until
 * {@link ManagedStream#replayFrom(String, String)} or
 * {@link ManagedStream#replayFrom(String)} writes a new one.
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
		this(key, "The checkpoint '" + key + "' cannot be read: call replayFrom(...) on its stream, or remove the key");
	}

	/**
	 * Create an exception for a key under which there can be no checkpoint.
	 * @param key the key of the checkpoint
	 * @param message why not, and what to do
	 */
	public InvalidCheckpointException(String key, String message) {
		super(message);
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
