package ai.bimpe.client.errors;

/**
 * The state of the resource, a plan limit or a reused idempotency key forbids it (409).
 * Never retried.
 *
 * @since 0.1.0
 */
public class ConflictException extends ApiException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what failed; no text of the body
	 * @param response the answer
	 */
	public ConflictException(String message, ErrorResponse response) {
		super(message, response);
	}

}
