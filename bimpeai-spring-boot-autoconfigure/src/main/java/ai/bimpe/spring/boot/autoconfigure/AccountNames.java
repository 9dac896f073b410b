package ai.bimpe.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads the names of accounts. Properties have one value however the hyphens of their
 * names are written, and environment variables cannot have hyphens at all: of all the
 * spellings of a name, the account has the one with the hyphens.
 */
final class AccountNames {

	private final ConfigurationPropertyName prefix;

	private final Map<String, String> names = new TreeMap<>();

	private AccountNames(ConfigurationPropertyName prefix) {
		this.prefix = prefix;
	}

	static Set<String> read(Environment environment, String prefix) {
		AccountNames names = new AccountNames(ConfigurationPropertyName.of(prefix));
		List<ConfigurationPropertyName> variables = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				List<ConfigurationPropertyName> found = iterable.stream().filter(names.prefix::isAncestorOf).toList();
				if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource) {
					variables.addAll(found);
				}
				else {
					found.forEach(names::add);
				}
			}
		}
		variables.stream().filter((variable) -> !names.isExplained(variable)).toList().forEach(names::add);
		return new TreeSet<>(names.names.values());
	}

	private void add(ConfigurationPropertyName property) {
		int position = this.prefix.getNumberOfElements();
		this.names.merge(property.getElement(position, Form.UNIFORM), property.getElement(position, Form.ORIGINAL),
				(one, other) -> (one.length() >= other.length()) ? one : other);
	}

	// NORTHEAST_APIKEY and NORTH_EAST_API_KEY are both of account north-east.
	private boolean isExplained(ConfigurationPropertyName variable) {
		StringBuilder name = new StringBuilder();
		for (int i = this.prefix.getNumberOfElements(); i < variable.getNumberOfElements(); i++) {
			name.append(variable.getElement(i, Form.UNIFORM));
			if (this.names.containsKey(name.toString())) {
				return true;
			}
		}
		return false;
	}

}
