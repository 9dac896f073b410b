package ai.bimpe.client.errors;

import org.jspecify.annotations.Nullable;

/**
 * The answer is none of the API: a success without envelope, JSON or data, a page that
 * repeats itself, more bytes than allowed, a stream with a content coding, or a redirect,
 * as proxies send. A call is never retried, because the server may have done the work; a
 * stream that was open before is.
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
