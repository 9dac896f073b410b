package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;

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

	static void notNegative(String name, @Nullable Integer value) {
		check(value == null || value >= 0, name, "must be zero or more", value);
	}

	static void positive(String name, @Nullable Integer value) {
		check(value == null || value > 0, name, "must be 1 or more", value);
	}

	static void port(String name, @Nullable Integer value) {
		check(value == null || (value > 0 && value <= 65535), name, "must be from 1 to 65535", value);
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
