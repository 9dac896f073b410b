package ai.bimpe.client.errors;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything that the client throws. Messages name the operation and the request
 * id; they never hold a key, a ticket, a request or response body, or a URL query.
 *
 * @since 0.1.0
 */
public class BimpeAIException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what went wrong
	 */
	public BimpeAIException(String message) {
		this(message, null);
	}

	/**
	 * Create an exception with a cause.
	 * @param message what went wrong
	 * @param cause the cause, or {@code null} when there is none
	 */
	public BimpeAIException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * Return whether the same call may succeed when it is made again.
	 * @return {@code true} when trying again makes sense
	 */
	public boolean isRetryable() {
		return false;
	}

}
