package ai.bimpe.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The configuration of the BimpeAI client cannot work. The message names the property and
 * never holds its value when that may be a secret.
 *
 * @since 0.1.0
 */
public final class BimpeAIConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message names the property, and says what would be right
	 * @param cause the cause, or {@code null} when there is none
	 */
	public BimpeAIConfigurationException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
