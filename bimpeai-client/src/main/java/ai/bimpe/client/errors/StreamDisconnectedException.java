package ai.bimpe.client.errors;

/**
 * The server closed a message stream in good order. A stream that reconnects treats it as
 * a drop; it surfaces only when the retry budget of the stream is spent.
 *
 * @since 0.1.0
 */
public class StreamDisconnectedException extends ApiConnectionException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message which stream was closed
	 */
	public StreamDisconnectedException(String message) {
		super(message, null, true);
	}

}
