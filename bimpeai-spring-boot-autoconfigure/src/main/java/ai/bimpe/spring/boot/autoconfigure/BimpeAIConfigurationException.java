package ai.bimpe.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The configuration of the BimpeAI client cannot work. The message names the property and
 * never holds its value when that may be a secret.
 */
final class BimpeAIConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	BimpeAIConfigurationException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
