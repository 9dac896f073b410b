package ai.bimpe.client.errors;

/**
 * The server failed (5xx other than 501).
 *
 * @since 0.1.0
 */
public class InternalServerException extends ApiException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 */
	public InternalServerException(String message, ErrorResponse response) {
		super(message, response);
	}

}
