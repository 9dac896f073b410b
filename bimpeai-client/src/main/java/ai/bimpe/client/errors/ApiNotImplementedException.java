package ai.bimpe.client.errors;

/**
 * The operation is announced but not active (501). Never retried.
 *
 * @since 0.1.0
 */
public class ApiNotImplementedException extends ApiException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 */
	public ApiNotImplementedException(String message, ErrorResponse response) {
		super(message, response);
	}

}
