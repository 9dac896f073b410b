package ai.bimpe.spring.stream.internal;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

/**
 * A listener that cannot work. The message names its class, its method and the remedy,
 * and quotes no text of a message.
 */
public final class InvalidListenerException extends UserException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message which listener it is, what is wrong, and what would be right
	 * @param cause the cause, or {@code null} when there is none
	 */
	public InvalidListenerException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
