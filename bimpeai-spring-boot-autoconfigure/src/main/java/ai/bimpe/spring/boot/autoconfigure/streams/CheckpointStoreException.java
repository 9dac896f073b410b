package ai.bimpe.spring.boot.autoconfigure.streams;

/**
 * The checkpoint store, or the transaction that it takes part in, cannot be used at the
 * moment.
 */
final class CheckpointStoreException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CheckpointStoreException(Throwable cause) {
		super("The checkpoint store, or its transaction, cannot be used at the moment", cause);
	}

}
