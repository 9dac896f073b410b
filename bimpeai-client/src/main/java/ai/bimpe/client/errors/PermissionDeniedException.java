package ai.bimpe.client.errors;

/**
 * The API key is good but not allowed to do this (403).
 *
 * @since 0.1.0
 */
public class PermissionDeniedException extends ApiException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 */
	public PermissionDeniedException(String message, ErrorResponse response) {
		super(message, response);
	}

}
