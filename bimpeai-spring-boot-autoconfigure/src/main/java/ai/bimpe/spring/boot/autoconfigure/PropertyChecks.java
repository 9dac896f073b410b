package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * What property values must be like. A value that is not set is fine.
 */
final class PropertyChecks {

	private PropertyChecks() {
	}

	static void positive(String name, @Nullable Duration value) {
		check(value == null || value.compareTo(Duration.ZERO) > 0, name, "must be longer than zero", value);
	}

	static void notNegative(String name, Duration value) {
		check(!value.isNegative(), name, "must be zero or longer", value);
	}

	static void notNegative(String name, @Nullable Integer value) {
		check(value == null || value >= 0, name, "must be zero or more", value);
	}

	static void positive(String name, @Nullable Integer value) {
		check(value == null || value > 0, name, "must be 1 or more", value);
	}

	static void trueOrFalse(String name, @Nullable String value) {
		check(value == null || value.isEmpty() || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false"),
				name, "must be one of 'true', 'false'", "'" + value + "'");
	}

	static void port(String name, @Nullable Integer value) {
		check(value == null || (value > 0 && value <= 65535), name, "must be from 1 to 65535", value);
	}

	// The value may hold a password, which is not for this property.
	static void host(String name, @Nullable String value) {
		notBlank(name, value);
		if (value != null && (value.matches(".*[/@\\s].*") || value.matches("[^:]*:\\d+"))) {
			throw new BimpeAIConfigurationException("'" + name + "' must be the name or address of a host, without "
					+ "scheme, login, port and path, which have properties of their own or none", null);
		}
	}

	static void together(String name, @Nullable Object value, String otherName, @Nullable Object otherValue) {
		if ((value != null) != (otherValue != null)) {
			boolean first = value == null;
			throw new BimpeAIConfigurationException("'" + (first ? name : otherName) + "' must be set: '"
					+ (first ? otherName : name) + "' has no meaning without it", null);
		}
	}

	static void notBlank(String name, @Nullable String value) {
		check(value == null || !value.isBlank(), name, "must not be blank", "blank");
	}

	static void inMemory(String name, @Nullable DataSize value) {
		check(value == null || (value.toBytes() > 0 && value.toBytes() <= Integer.MAX_VALUE), name,
				"must be from 1B to 2GB", value);
	}

	static void present(String name, @Nullable String value, String remedy) {
		if (!StringUtils.hasText(value)) {
			throw new BimpeAIConfigurationException("'" + name + "' must be set: " + remedy, null);
		}
	}

	// The name of an environment variable has no hyphens, and would make a second entry.
	static void distinct(String prefix, Collection<String> names) {
		Map<String, String> seen = new TreeMap<>();
		for (String name : new TreeSet<>(names)) {
			String other = seen.putIfAbsent(name.replace("-", "").toLowerCase(Locale.ROOT), name);
			if (other != null) {
				throw new BimpeAIConfigurationException("'" + prefix + "." + other + "' and '" + prefix + "." + name
						+ "' are spellings of one name: keep one, in lower case and without hyphens where it also comes "
						+ "from environment variables", null);
			}
		}
	}

	static void valid(Runnable check) {
		try {
			check.run();
		}
		catch (UserException ex) {
			throw new BimpeAIConfigurationException(
					String.valueOf(ex.getMessage()).replace("'retry.", "'bimpeai.retry."), ex);
		}
	}

	private static void check(boolean valid, String name, String rule, @Nullable Object value) {
		if (!valid) {
			throw new BimpeAIConfigurationException("'" + name + "' " + rule + ", but is " + value, null);
		}
	}

}
