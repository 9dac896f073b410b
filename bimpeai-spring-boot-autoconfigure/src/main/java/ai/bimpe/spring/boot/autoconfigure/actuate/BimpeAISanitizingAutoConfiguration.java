package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.util.Locale;
import java.util.regex.Pattern;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAccounts;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that keeps API keys, passwords of
 * proxies and the values of default headers out of the endpoints {@code env} and
 * {@code configprops}, also where the application has them show values, and wherever a
 * placeholder takes them from.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class BimpeAISanitizingAutoConfiguration {

	private static final Pattern SECRET = Pattern.compile("bimpeai.*(apikey|proxypassword|defaultheaders.*)");

	@Bean
	SanitizingFunction bimpeAISanitizingFunction(ObjectProvider<BimpeAIProperties> properties,
			ObjectProvider<BimpeAIAccounts> accounts) {
		SingletonSupplier<ConfiguredSecrets> secrets = SingletonSupplier
			.of(() -> ConfiguredSecrets.of(properties.getIfAvailable(), accounts.getIfAvailable()));
		return SanitizingFunction.sanitizeValue()
			.ifKeyMatches(BimpeAISanitizingAutoConfiguration::isSecret)
			.ifValueStringMatches((value) -> secrets.obtain().isIn(value));
	}

	// As a property, an environment variable, or a component of the properties.
	private static boolean isSecret(String key) {
		return SECRET.matcher(key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")).matches();
	}

}
