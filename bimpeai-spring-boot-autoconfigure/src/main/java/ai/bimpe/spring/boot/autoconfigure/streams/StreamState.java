package ai.bimpe.spring.boot.autoconfigure.streams;

/**
 * How a stream is doing.
 *
 * @since 0.1.0
 */
public enum StreamState {

	/** The stream is about to be opened for the first time. */
	CONNECTING,

	/** The connection stands. */
	LIVE,

	/** The connection was lost or could not be made, and will be tried again. */
	WAITING,

	/** The stream ended with a failure that trying again cannot cure. */
	FAILED,

	/** The stream was closed, or its context has not started yet. */
	STOPPED

}
