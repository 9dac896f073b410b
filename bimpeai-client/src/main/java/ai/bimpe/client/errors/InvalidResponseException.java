package ai.bimpe.client.errors;

import org.jspecify.annotations.Nullable;

/**
 * The server answered with success, but not in the form of the API: no envelope, no JSON,
 * no data, a page that repeats itself, or more bytes than allowed. Never retried, because
 * the server may have done the work.
 *
 * @since 0.1.0
 */
public class InvalidResponseException extends ApiException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what is wrong with the answer; no text of the body
	 * @param response the answer
	 * @param cause the cause, or {@code null} when there is none
	 */
	public InvalidResponseException(String message, ErrorResponse response, @Nullable Throwable cause) {
		super(message, response, cause);
	}

	@Override
	public boolean isRetryable() {
		return false;
	}

}
