package ai.bimpe.client.errors;

import org.jspecify.annotations.Nullable;

/**
 * A call or setting was rejected before anything was sent. The message names the argument
 * and the remedy.
 *
 * @since 0.1.0
 */
public class UserException extends BimpeAIException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message which argument is wrong, and what would be right
	 */
	public UserException(String message) {
		super(message);
	}

	/**
	 * Create an exception with a cause.
	 * @param message which argument is wrong, and what would be right
	 * @param cause the cause, or {@code null} when there is none
	 */
	public UserException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
