package ai.bimpe.spring.stream.internal.checkpoint;

/**
 * The checkpoint store, or the transaction that it takes part in, cannot be used at the
 * moment.
 */
public final class CheckpointStoreException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final RuntimeException cause;

	public CheckpointStoreException(RuntimeException cause) {
		super("The checkpoint store, or its transaction, cannot be used at the moment", cause);
		this.cause = cause;
	}

	/**
	 * Return what went wrong.
	 * @return what the store, or the transaction manager, threw
	 */
	public RuntimeException cause() {
		return this.cause;
	}

}
