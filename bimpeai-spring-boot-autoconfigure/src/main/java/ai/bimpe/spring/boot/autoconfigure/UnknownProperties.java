package ai.bimpe.spring.boot.autoconfigure;

import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Warns of settings under {@code bimpeai} that nothing reads, such as a misspelt
 * property. Binding is lenient and ignores them in silence.
 */
final class UnknownProperties implements SmartInitializingSingleton {

	/** What Kubernetes and Docker set for a service whose name begins so. */
	private static final Pattern OF_SERVICE = Pattern
		.compile("BIMPEAI_((.*_)?PORT_\\d+_(TCP|UDP).*|(.*_)?SERVICE_(HOST|PORT|PORT_.*)|PORT|PORT_.*|NAME|ENV_.*)");

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	private final Environment environment;

	private final Collection<String> accounts;

	private final BoundProperties bound;

	/**
	 * Create.
	 * @param environment holds the properties
	 * @param accounts the names of the accounts
	 * @param bound what was read
	 */
	UnknownProperties(Environment environment, Collection<String> accounts, BoundProperties bound) {
		this.environment = environment;
		this.accounts = accounts;
		this.bound = bound;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.environment instanceof ConfigurableEnvironment configurable) {
			for (PropertySource<?> source : configurable.getPropertySources()) {
				if (source instanceof EnumerablePropertySource<?> enumerable) {
					check(enumerable);
				}
			}
		}
	}

	private void check(EnumerablePropertySource<?> source) {
		boolean variables = source instanceof SystemEnvironmentPropertySource;
		String prefix = variables ? "BIMPEAI_" : "bimpeai.";
		Arrays.stream(source.getPropertyNames())
			.filter((name) -> name.startsWith(prefix) && !isOfService(name, source))
			.filter((name) -> !this.bound.contains(withoutAccount(name)))
			.sorted()
			.forEach((name) -> warn(name, withoutAccount(name), variables));
	}

	private static boolean isOfService(String name, EnumerablePropertySource<?> source) {
		boolean port = name.endsWith("_PORT")
				&& source.containsProperty(name.substring(0, name.length() - "PORT".length()) + "SERVICE_HOST");
		return port || OF_SERVICE.matcher(name).matches();
	}

	private void warn(String name, String uniform, boolean variable) {
		KnownProperties known = new KnownProperties();
		if (!known.contains(uniform)) {
			String nearest = known.nearest(uniform);
			logger.warn((variable ? "The environment variable " + name : "'" + name + "'")
					+ " sets no property of the BimpeAI client and has no effect"
					+ (nearest.isEmpty() ? "" : ": '" + nearest + "' may be what is meant"
							+ (variable ? ", which is " + KnownProperties.variable(nearest) : "")));
		}
	}

	// An account has the properties of the default client.
	private String withoutAccount(String name) {
		String uniform = BoundProperties.uniform(name);
		for (String account : this.accounts) {
			String prefix = BoundProperties.uniform("bimpeai.accounts." + account);
			if (uniform.startsWith(prefix)) {
				return "bimpeai" + uniform.substring(prefix.length());
			}
		}
		return uniform;
	}

}
