package ai.bimpe.spring.stream.internal.checkpoint;

/**
 * The checkpoint store, or the transaction that it takes part in, cannot be used at the
 * moment.
 */
public final class CheckpointStoreException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public CheckpointStoreException(Throwable cause) {
		super("The checkpoint store, or its transaction, cannot be used at the moment", cause);
	}

}
