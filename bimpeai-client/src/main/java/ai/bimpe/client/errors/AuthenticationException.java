package ai.bimpe.client.errors;

/**
 * The API key is missing, wrong or expired, or a stream ticket is not valid (401).
 *
 * @since 0.1.0
 */
public class AuthenticationException extends ApiException {

	private static final long serialVersionUID = 1L;

	private final boolean keyProvided;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 * @param keyProvided whether the client gets its keys from an
	 * {@link ai.bimpe.client.ApiKeyProvider}
	 */
	public AuthenticationException(String message, ErrorResponse response, boolean keyProvided) {
		super(message, response);
		this.keyProvided = keyProvided;
	}

	/**
	 * Return whether the client gets its keys from an
	 * {@link ai.bimpe.client.ApiKeyProvider}, which may give another one later. A key
	 * that does not change will be refused again.
	 * @return whether keys are provided
	 */
	public boolean isKeyProvided() {
		return this.keyProvided;
	}

}
