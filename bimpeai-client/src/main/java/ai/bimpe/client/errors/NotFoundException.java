package ai.bimpe.client.errors;

/**
 * Nothing with this id is visible to the team (404).
 *
 * @since 0.1.0
 */
public class NotFoundException extends ApiException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 */
	public NotFoundException(String message, ErrorResponse response) {
		super(message, response);
	}

}
