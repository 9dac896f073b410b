package ai.bimpe.client.errors;

/**
 * The API key is missing, wrong or expired, or a stream ticket is not valid (401).
 *
 * @since 0.1.0
 */
public class AuthenticationException extends ApiException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 */
	public AuthenticationException(String message, ErrorResponse response) {
		super(message, response);
	}

}
