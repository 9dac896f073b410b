package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.Set;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAccounts;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The accounts that the application is configured for.
 */
final class ConfiguredAccounts {

	static final String API_KEY = "bimpeai.api-key";

	private static final String ACCOUNTS = "bimpeai.accounts";

	private ConfiguredAccounts() {
	}

	static Set<String> names(Environment environment) {
		return BimpeAIAccounts.names(environment);
	}

	// A placeholder that nothing resolves where tests run is a key elsewhere.
	static boolean hasDefault(Environment environment) {
		String apiKey = Binder.get(environment).bind(API_KEY, String.class).orElse(null);
		return StringUtils.hasText(apiKey) || names(environment).isEmpty();
	}

	static String apiKeyOf(String account) {
		return ACCOUNTS + "." + account + ".api-key";
	}

}
