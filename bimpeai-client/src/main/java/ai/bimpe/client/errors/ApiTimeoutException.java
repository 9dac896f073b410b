package ai.bimpe.client.errors;

import org.jspecify.annotations.Nullable;

/**
 * An attempt took longer than its time-out, body included, or a connection could not be
 * made in time, or a stream stayed silent for too long.
 *
 * @since 0.1.0
 */
public class ApiTimeoutException extends ApiConnectionException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what took too long
	 * @param cause the cause, or {@code null} when there is none
	 * @param sent {@code false} when the request certainly never left
	 */
	public ApiTimeoutException(String message, @Nullable Throwable cause, boolean sent) {
		super(message, cause, sent);
	}

}
