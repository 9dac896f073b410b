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
	 * The connection was lost, could not be made or was refused, or the checkpoint store
	 * cannot be reached, and will be tried again; or another instance of the application
	 * owns the stream.
	 * @see ManagedStream#failure()
	 * @see ManagedStream#ownedShards()
	 */
	WAITING,

	/** The stream was paused, by hand or after a message that could not be delivered. */
	PAUSED,

	/**
	 * The stream ended with a failure that no time can cure, such as a wrong property.
	 * @see ManagedStream#resume()
	 */
	FAILED,

	/** The stream was closed, or its context has not started yet. */
	STOPPED

}
