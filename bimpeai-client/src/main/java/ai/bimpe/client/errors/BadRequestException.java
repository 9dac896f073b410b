package ai.bimpe.client.errors;

/**
 * The server found the request malformed, or a precondition does not hold (400).
 *
 * @since 0.1.0
 */
public class BadRequestException extends ApiException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 */
	public BadRequestException(String message, ErrorResponse response) {
		super(message, response);
	}

}
