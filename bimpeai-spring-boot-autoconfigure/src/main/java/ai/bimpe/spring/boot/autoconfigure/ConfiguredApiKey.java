package ai.bimpe.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The key as it was configured, or not. A placeholder that nothing resolves, such as
 * <code>${BIMPEAI_API_KEY}</code> without that variable, is no key either.
 */
final class ConfiguredApiKey {

	static final String PROPERTY = "bimpeai.api-key";

	private ConfiguredApiKey() {
	}

	static boolean isPresent(Environment environment) {
		return isKey(Binder.get(environment).bind(PROPERTY, String.class).orElse(null));
	}

	// Ahead of time, the placeholder may well be resolved where the application runs.
	static boolean isPresentOrComing(Environment environment) {
		String value = Binder.get(environment).bind(PROPERTY, String.class).orElse(null);
		boolean processing = environment.getProperty(AbstractAotProcessor.AOT_PROCESSING, Boolean.class, false);
		return processing ? StringUtils.hasText(value) : isKey(value);
	}

	static String require(String account, @Nullable String value) {
		if (value == null || !isKey(value)) {
			throw new NoApiKeyException(account, (value != null && isPlaceholder(value)) ? value : null);
		}
		return value;
	}

	private static boolean isKey(@Nullable String value) {
		return StringUtils.hasText(value) && !isPlaceholder(value);
	}

	private static boolean isPlaceholder(String value) {
		return value.startsWith("${") && value.endsWith("}");
	}

}
