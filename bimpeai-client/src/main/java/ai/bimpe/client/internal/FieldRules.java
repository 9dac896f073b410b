package ai.bimpe.client.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Internal: checks what is certain about the fields of a body before anything is sent,
 * and tells all problems at once. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class FieldRules {

	private final Class<?> type;

	private final Map<String, @Nullable Object> fields;

	private final List<String> missing = new ArrayList<>();

	private final List<String> problems = new ArrayList<>();

	/**
	 * Begin to check.
	 * @param type the type that messages name
	 * @param fields names on the wire with their values
	 */
	public FieldRules(Class<?> type, Map<String, @Nullable Object> fields) {
		this.type = type;
		this.fields = fields;
	}

	/**
	 * Look for fields that must be there and not blank.
	 * @param names names on the wire
	 * @return these rules
	 */
	public FieldRules required(String... names) {
		for (String name : names) {
			if (isMissing(name)) {
				this.missing.add(name);
			}
		}
		return this;
	}

	/**
	 * Look for fields of which at least one must be there and not blank.
	 * @param name the name of one on the wire
	 * @param other the name of the other on the wire
	 * @return these rules
	 */
	public FieldRules oneOf(String name, String other) {
		if (isMissing(name) && isMissing(other)) {
			this.missing.add(name + " or " + other);
		}
		return this;
	}

	/**
	 * Look at the range of a whole number.
	 * @param name the name on the wire
	 * @param min the smallest value
	 * @param max the largest value
	 * @return these rules
	 */
	public FieldRules range(String name, int min, int max) {
		if (this.fields.get(name) instanceof Integer value && (value < min || value > max)) {
			String range = (max != Integer.MAX_VALUE) ? "from " + min + " to " + max : min + " or more";
			this.problems.add("needs '" + name + "' to be " + range + ", but it is " + value);
		}
		return this;
	}

	/**
	 * Look for values that only the server sends.
	 * @param name the name on the wire
	 * @param values values that cannot be sent
	 * @return these rules
	 */
	public FieldRules refuse(String name, Object... values) {
		Object value = this.fields.get(name);
		if (value != null && Arrays.asList(values).contains(value)) {
			this.problems.add("cannot send '" + name + "' as " + value + ", which is in answers only");
		}
		return this;
	}

	/**
	 * End the check.
	 * @throws UserException naming everything that is missing or out of range
	 */
	public void check() {
		if (!this.missing.isEmpty()) {
			this.problems.add(0, "lacks required fields: set " + String.join(", ", this.missing) + " on the builder");
		}
		if (!this.problems.isEmpty()) {
			throw new UserException(this.type.getSimpleName() + " " + String.join("; and ", this.problems));
		}
	}

	private boolean isMissing(String name) {
		Object value = this.fields.get(name);
		return value == null || (value instanceof String text && text.isBlank());
	}

}
