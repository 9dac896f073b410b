package ai.bimpe.client.errors;

/**
 * The API key is missing, wrong or expired, or a stream ticket is not valid (401).
 *
 * @since 0.1.0
 */
public class AuthenticationException extends ApiException {

	private static final long serialVersionUID = 1L;

	private final boolean keyProvided;

	private final boolean ticketRefused;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 * @param keyProvided whether the client gets its keys from an
	 * {@link ai.bimpe.client.core.ApiKeyProvider}
	 * @param ticketRefused whether it was the ticket of a stream that was refused
	 */
	public AuthenticationException(String message, ErrorResponse response, boolean keyProvided, boolean ticketRefused) {
		super(message, response);
		this.keyProvided = keyProvided;
		this.ticketRefused = ticketRefused;
	}

	/**
	 * Return whether the client gets its keys from an
	 * {@link ai.bimpe.client.core.ApiKeyProvider}, which may give another one later. A
	 * key that does not change will be refused again.
	 * @return whether keys are provided
	 */
	public boolean isKeyProvided() {
		return this.keyProvided;
	}

	/**
	 * Return whether it was the ticket of a stream that was refused. The key that the
	 * ticket was given for is good.
	 * @return {@code false} when it was the key
	 */
	public boolean isTicketRefused() {
		return this.ticketRefused;
	}

}
