package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAccounts;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The secrets of all accounts, which may stand under any name when properties take them
 * from there. Those of an {@code ApiKeyProvider} are not known.
 */
final class ConfiguredSecrets {

	/** Shorter texts are parts of others by chance, such as a header's {@code true}. */
	private static final int LONG = 8;

	private final Set<String> values = new HashSet<>();

	private ConfiguredSecrets() {
	}

	static ConfiguredSecrets of(@Nullable BimpeAIProperties properties, @Nullable BimpeAIAccounts accounts) {
		ConfiguredSecrets secrets = new ConfiguredSecrets();
		Stream<BimpeAIProperties> ofAccounts = (accounts != null) ? accounts.names().stream().map(accounts::properties)
				: Stream.empty();
		Stream.concat(Stream.ofNullable(properties), ofAccounts).forEach(secrets::add);
		return secrets;
	}

	private void add(BimpeAIProperties properties) {
		add(properties.apiKey());
		add(properties.proxy().password());
		properties.defaultHeaders().values().stream().filter(ConfiguredSecrets::isLong).forEach(this::add);
	}

	private void add(@Nullable String value) {
		if (value != null && StringUtils.hasText(value)) {
			this.values.add(value);
		}
	}

	private static boolean isLong(String value) {
		return value.length() >= LONG;
	}

	/**
	 * Return whether a text gives a secret away.
	 * @param text any text
	 * @return whether it is one, or contains one or is a part of one, and that is not
	 * short
	 */
	boolean isIn(String text) {
		return this.values.contains(text) || this.values.stream()
			.anyMatch((value) -> (isLong(value) && text.contains(value)) || (isLong(text) && value.contains(text)));
	}

}
