package ai.bimpe.client.internal;

import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.UserException;

import org.springframework.core.NestedExceptionUtils;

/**
 * What holds for every key that a provider returns, and for every failure to return one.
 */
public final class ProvidedKeys {

	private ProvidedKeys() {
	}

	/**
	 * Check a key.
	 * @param key the key as the provider returned it
	 * @param provider names the provider in the message
	 * @return the key as it is sent
	 * @throws ApiKeyUnavailableException when the key is blank or cannot be sent in a
	 * header
	 */
	public static String check(String key, String provider) {
		if (key.isBlank()) {
			throw new ApiKeyUnavailableException(provider + " gave a blank key", false);
		}
		try {
			HeaderRules.checkValue("The key of " + provider, key.trim());
		}
		catch (UserException ex) {
			throw new ApiKeyUnavailableException(String.valueOf(ex.getMessage()), false);
		}
		return key.trim();
	}

	/**
	 * Describe the failure of a provider without its message and those of its causes,
	 * which may quote the key.
	 * @param provider names the provider in the message
	 * @param failure what the provider threw
	 * @return the exception for the caller
	 */
	public static ApiKeyUnavailableException failed(String provider, Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		StackTraceElement[] frames = cause.getStackTrace();
		return new ApiKeyUnavailableException(provider + " failed with " + failure.getClass().getName()
				+ ((cause != failure) ? ", caused by " + cause.getClass().getName() : "")
				+ ((frames.length > 0) ? " at " + frames[0] : ""), true);
	}

	/**
	 * A provider that messages name by something better than its class.
	 */
	@FunctionalInterface
	public interface Named {

		/**
		 * Return the name.
		 * @return the name, never a key
		 */
		String name();

	}

}
