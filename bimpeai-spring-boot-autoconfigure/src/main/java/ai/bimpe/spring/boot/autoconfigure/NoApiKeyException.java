package ai.bimpe.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The application uses the BimpeAI client, but has no API key for it.
 */
final class NoApiKeyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String placeholder;

	NoApiKeyException(@Nullable String placeholder) {
		super("No API key: set 'bimpeai.api-key' or the environment variable BIMPEAI_API_KEY");
		this.placeholder = placeholder;
	}

	/**
	 * Return the placeholder that stands where the key should be.
	 * @return the placeholder, or {@code null} when nothing was configured at all
	 */
	@Nullable String placeholder() {
		return this.placeholder;
	}

}
