package ai.bimpe.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what is certain about the fields of a body before anything is sent. All
 * problems are told at once. Immutable.
 *
 * @since 0.1.0
 */
public final class FieldRules {

	private final List<String> required;

	private final List<String> alternatives;

	private final Map<String, Range> ranges;

	private final Map<String, List<?>> refused;

	private FieldRules(List<String> required, List<String> alternatives, Map<String, Range> ranges,
			Map<String, List<?>> refused) {
		this.required = required;
		this.alternatives = alternatives;
		this.ranges = ranges;
		this.refused = refused;
	}

	/**
	 * Start with the fields that must be there and not blank.
	 * @param names names on the wire; none when everything is optional
	 * @return the rules
	 */
	public static FieldRules required(String... names) {
		return new FieldRules(List.of(names), List.of(), Map.of(), Map.of());
	}

	/**
	 * Add fields of which at least one must be there and not blank.
	 * @param names names on the wire
	 * @return a copy with the rule
	 */
	public FieldRules oneOf(String... names) {
		return new FieldRules(this.required, List.of(names), this.ranges, this.refused);
	}

	/**
	 * Add a range for a whole number.
	 * @param name the name on the wire
	 * @param min the smallest value
	 * @param max the largest value
	 * @return a copy with the rule
	 */
	public FieldRules range(String name, int min, int max) {
		Map<String, Range> extended = new LinkedHashMap<>(this.ranges);
		extended.put(name, new Range(min, max));
		return new FieldRules(this.required, this.alternatives, extended, this.refused);
	}

	/**
	 * Add values that only the server sends.
	 * @param name the name on the wire
	 * @param values values that cannot be sent
	 * @return a copy with the rule
	 */
	public FieldRules refuse(String name, Object... values) {
		Map<String, List<?>> extended = new LinkedHashMap<>(this.refused);
		extended.put(name, List.of(values));
		return new FieldRules(this.required, this.alternatives, this.ranges, extended);
	}

	void check(Class<?> type, Map<String, @Nullable Object> fields) {
		List<String> missing = new ArrayList<>(
				this.required.stream().filter((name) -> isMissing(fields, name)).toList());
		if (!this.alternatives.isEmpty() && this.alternatives.stream().allMatch((name) -> isMissing(fields, name))) {
			missing.add(String.join(" or ", this.alternatives));
		}
		List<String> problems = new ArrayList<>();
		if (!missing.isEmpty()) {
			problems.add("lacks required fields: set " + String.join(", ", missing) + " on the builder");
		}
		this.ranges.forEach((name, range) -> {
			if (fields.get(name) instanceof Integer value && !range.contains(value)) {
				problems.add("needs '" + name + "' to be " + range + ", but it is " + value);
			}
		});
		this.refused.forEach((name, values) -> {
			if (fields.get(name) != null && values.contains(fields.get(name))) {
				problems.add("cannot send '" + name + "' as " + fields.get(name) + ", which is in answers only");
			}
		});
		if (!problems.isEmpty()) {
			throw new UserException(type.getSimpleName() + " " + String.join("; and ", problems));
		}
	}

	private static boolean isMissing(Map<String, @Nullable Object> fields, String name) {
		Object value = fields.get(name);
		return value == null || (value instanceof String text && text.isBlank());
	}

	private record Range(int min, int max) {

		private boolean contains(int value) {
			return value >= this.min && value <= this.max;
		}

		@Override
		public String toString() {
			return (this.max != Integer.MAX_VALUE) ? "from " + this.min + " to " + this.max : this.min + " or more";
		}

	}

}
