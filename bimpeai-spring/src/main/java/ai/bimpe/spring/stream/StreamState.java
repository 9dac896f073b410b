package ai.bimpe.spring.stream;

/**
 * How a stream is doing.
 *
 * @since 0.1.0
 */
public enum StreamState {

	/** The stream is about to be opened. */
	CONNECTING,

	/** The connection stands. */
	LIVE,

	/**
	 * Something is wrong, and will be tried again: the connection was lost, could not be
	 * made or was refused, or a store cannot be reached.
	 * @see ManagedStream#problem()
	 */
	WAITING,

	/**
	 * Another instance of the application owns the stream, or is about to.
	 * @see ManagedStream#owner(int)
	 */
	STANDBY,

	/**
	 * The stream was paused, by hand, for all instances, or after a message that could
	 * not be delivered.
	 */
	PAUSED,

	/**
	 * The stream ended with a failure that no time can cure, such as a wrong property.
	 * @see ManagedStream#resume()
	 */
	FAILED,

	/** The stream was closed, or its context has not started yet. */
	STOPPED

}
