package ai.bimpe.spring.boot.autoconfigure.streams;

/**
 * Stands in telemetry for what a listener or a store threw, without its message and
 * causes: they may quote texts or secrets.
 */
final class DeliveryFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	DeliveryFailure(Throwable failure) {
		super(failure.getClass().getName(), null, false, true);
		setStackTrace(failure.getStackTrace());
	}

}
