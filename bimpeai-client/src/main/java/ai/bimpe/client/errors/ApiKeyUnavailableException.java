package ai.bimpe.client.errors;

/**
 * The {@link ai.bimpe.client.core.ApiKeyProvider} gave no API key in time, or none that
 * can be sent. The message names the provider, and never the key.
 *
 * @since 0.1.0
 */
public class ApiKeyUnavailableException extends BimpeAIException {

	private static final long serialVersionUID = 1L;

	private final boolean retryable;

	/**
	 * Create an exception.
	 * @param message which provider gave no key, and why
	 * @param retryable whether the provider may give one when it is asked again
	 */
	public ApiKeyUnavailableException(String message, boolean retryable) {
		super(message);
		this.retryable = retryable;
	}

	@Override
	public boolean isRetryable() {
		return this.retryable;
	}

}
