package ai.bimpe.spring.boot.autoconfigure;

import ai.bimpe.client.BimpeAIBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The key as it was configured, or not. A value that cannot be a key, such as a blank one
 * or a placeholder that nothing resolves, is an error and not the same as none.
 */
final class ConfiguredApiKey {

	static final String PROPERTY = "bimpeai.api-key";

	static final String BASE_URL = "bimpeai.base-url";

	private ConfiguredApiKey() {
	}

	/**
	 * Return whether the application says what the API is.
	 * @param environment holds the properties
	 * @return whether a key or a base URL is set, whatever it is
	 */
	static boolean isApiConfigured(Environment environment) {
		return isSet(environment) || Binder.get(environment).bind(BASE_URL, String.class).isBound();
	}

	static boolean isSet(Environment environment) {
		return Binder.get(environment).bind(PROPERTY, String.class).isBound();
	}

	static String require(String account, BimpeAIProperties properties) {
		String key = properties.apiKey();
		boolean isDefault = account.equals(BimpeAIBuilder.DEFAULT_ACCOUNT);
		String problem = (key != null) ? problem(key) : missing(isDefault, properties.baseUrl() != null);
		if (key == null || problem != null) {
			throw new NoApiKeyException(account, String.valueOf(problem));
		}
		return key;
	}

	private static String missing(boolean isDefault, boolean hasBaseUrl) {
		if (!isDefault) {
			return "'" + PROPERTY + "' is not set";
		}
		return hasBaseUrl ? "'" + BASE_URL + "' is set, and '" + PROPERTY + "' is not"
				: "neither '" + PROPERTY + "' nor the environment variable BIMPEAI_API_KEY is set";
	}

	private static @Nullable String problem(String key) {
		if (!StringUtils.hasText(key)) {
			return "'" + PROPERTY + "' is blank";
		}
		String placeholder = BoundProperties.find(key);
		if (placeholder != null) {
			return "'" + PROPERTY + "' is " + placeholder + ", and nothing defines that";
		}
		return isQuoted(key) ? "'" + PROPERTY + "' is enclosed in quotation marks, which would be sent as a part of it"
				: null;
	}

	// Files of variables for containers keep the quotation marks that shells remove.
	private static boolean isQuoted(String key) {
		char first = key.charAt(0);
		return key.length() > 1 && (first == '"' || first == '\'') && key.charAt(key.length() - 1) == first;
	}

}
