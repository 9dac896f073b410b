package ai.bimpe.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The application uses the BimpeAI client, but has no API key for it.
 */
final class NoApiKeyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String account;

	private final @Nullable String placeholder;

	NoApiKeyException(String account, @Nullable String placeholder) {
		super("No API key: set '" + BimpeAIAccounts.named(account, ConfiguredApiKey.PROPERTY) + "'");
		this.account = account;
		this.placeholder = placeholder;
	}

	/**
	 * Return whose key is missing.
	 * @return the name of the account
	 */
	String account() {
		return this.account;
	}

	/**
	 * Return the placeholder that stands where the key should be.
	 * @return the placeholder, or {@code null} when nothing was configured at all
	 */
	@Nullable String placeholder() {
		return this.placeholder;
	}

}
