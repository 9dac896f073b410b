package ai.bimpe.spring.stream.internal.listener;

/**
 * Stands in telemetry for what a listener or a store threw, without its message and
 * causes: they may quote texts or secrets.
 */
final class RedactedFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	RedactedFailure(Throwable failure) {
		super(failure.getClass().getName(), null, false, true);
		setStackTrace(failure.getStackTrace());
	}

}
