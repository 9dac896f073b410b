package ai.bimpe.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAIBuilder;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * The named accounts of {@code bimpeai.accounts.<name>.*}. An account has every property
 * of the default client. What it does not set is that of {@code bimpeai.*}, but for the
 * key and the streams, which are its own.
 *
 * @since 0.1.0
 */
public final class BimpeAIAccounts {

	private static final String ROOT = "bimpeai";

	private static final String PREFIX = "bimpeai.accounts";

	private static final Set<String> NOT_INHERITED = Set.of("apikey", "streams", "accounts");

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

	private static final Pattern PROPERTY = Pattern.compile("(?<=^|['(]|set )bimpeai\\.(?!accounts\\.)(?=[a-z])");

	private final Map<String, BimpeAIProperties> accounts = new TreeMap<>();

	/**
	 * Create.
	 * @param environment holds the properties
	 * @param bound remembers what was read
	 * @throws BimpeAIConfigurationException when a property of an account cannot work
	 */
	BimpeAIAccounts(Environment environment, BoundProperties bound) {
		BindHandler handler = bound.handler(ROOT + ".");
		names(environment).forEach((name) -> this.accounts.put(name, bind(environment, name, handler)));
	}

	/**
	 * Return the names of the accounts, without the default one.
	 * @return the names in order; empty when there is the default client only
	 */
	public Set<String> names() {
		return this.accounts.keySet();
	}

	/**
	 * Return the properties of an account, those that it inherits included.
	 * @param name the name of the account
	 * @return its properties
	 */
	public BimpeAIProperties properties(String name) {
		return Objects.requireNonNull(this.accounts.get(name), name);
	}

	/**
	 * Return the names of the accounts that are configured.
	 * @param environment holds the properties
	 * @return the names in order
	 * @throws BimpeAIConfigurationException when one cannot be the name of an account
	 */
	public static Set<String> names(Environment environment) {
		Set<String> names = AccountNames.read(environment, PREFIX);
		names.forEach(BimpeAIAccounts::check);
		return names;
	}

	/**
	 * Name the properties of an account in place of those of the default client.
	 * @param account the name of the account, or of the default one
	 * @param message names properties as {@code bimpeai.*}
	 * @return the message with {@code bimpeai.accounts.<name>.*}
	 */
	static String named(String account, String message) {
		return account.equals(BimpeAIBuilder.DEFAULT_ACCOUNT) ? message
				: PROPERTY.matcher(message).replaceAll(PREFIX + "." + account + ".");
	}

	private static void check(String name) {
		if (!NAME.matcher(name).matches() || name.equals(BimpeAIBuilder.DEFAULT_ACCOUNT)) {
			throw new BimpeAIConfigurationException("The name of '" + PREFIX + "." + name + "' must be made of "
					+ "lower-case letters, digits and hyphens, and not be '" + BimpeAIBuilder.DEFAULT_ACCOUNT
					+ "', which is what the client of 'bimpeai.api-key' is called", null);
		}
	}

	private static BimpeAIProperties bind(Environment environment, String name, BindHandler handler) {
		List<ConfigurationPropertySource> all = new ArrayList<>();
		ConfigurationPropertySources.get(environment).forEach(all::add);
		List<ConfigurationPropertySource> sources = Stream
			.concat(all.stream().map((source) -> source.withPrefix(PREFIX + "." + name)),
					all.stream().map((source) -> source.withPrefix(ROOT).filter(BimpeAIAccounts::isInherited)))
			.toList();
		try {
			return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment))
				.bindOrCreate(ConfigurationPropertyName.EMPTY, Bindable.of(BimpeAIProperties.class), handler);
		}
		catch (BindException ex) {
			throw new BimpeAIConfigurationException(named(name, explain(ex)), ex);
		}
	}

	private static String explain(BindException failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BimpeAIConfigurationException) {
				return String.valueOf(cause.getMessage());
			}
		}
		return "'" + ROOT + "." + failure.getName() + "' cannot be read: "
				+ NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
	}

	private static boolean isInherited(ConfigurationPropertyName name) {
		return name.isEmpty() || !NOT_INHERITED.contains(name.getElement(0, Form.UNIFORM));
	}

}
