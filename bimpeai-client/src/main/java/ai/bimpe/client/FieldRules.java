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

	private FieldRules(List<String> required, List<String> alternatives, Map<String, Range> ranges) {
		this.required = required;
		this.alternatives = alternatives;
		this.ranges = ranges;
	}

	/**
	 * Start with the fields that must be there and not blank.
	 * @param names names on the wire; none when everything is optional
	 * @return the rules
	 */
	public static FieldRules required(String... names) {
		return new FieldRules(List.of(names), List.of(), Map.of());
	}

	/**
	 * Add fields of which at least one must be there and not blank.
	 * @param names names on the wire
	 * @return a copy with the rule
	 */
	public FieldRules oneOf(String... names) {
		return new FieldRules(this.required, List.of(names), this.ranges);
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
		return new FieldRules(this.required, this.alternatives, extended);
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
