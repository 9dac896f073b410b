package ai.bimpe.client.internal;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Internal: keeps collections of response values unmodifiable and never {@code null}.
 *
 * @since 0.1.0
 */
public final class Values {

	private Values() {
	}

	/**
	 * Return an unmodifiable list without {@code null}: the server sends null for an
	 * empty list, and empty placeholders in place of an object.
	 * @param <T> the type of the elements
	 * @param values the values, or {@code null}
	 * @return an unmodifiable list without {@code null}
	 */
	public static <T> List<T> list(@Nullable List<T> values) {
		if (values == null || values.isEmpty()) {
			return List.of();
		}
		return values.stream().filter(Objects::nonNull).toList();
	}

	/**
	 * Return an unmodifiable map; its values may be {@code null}. Its {@code toString()}
	 * shows the names alone: nobody knows what a field holds that this version does not
	 * know.
	 * @param values the values, or {@code null}
	 * @return an unmodifiable map
	 */
	public static Map<String, Object> map(@Nullable Map<String, Object> values) {
		return (values == null || values.isEmpty()) ? Map.of() : new FieldsByName(values);
	}

	private static final class FieldsByName extends AbstractMap<String, Object> {

		private final Map<String, Object> values;

		private FieldsByName(Map<String, Object> values) {
			this.values = Collections.unmodifiableMap(values);
		}

		@Override
		public Set<Map.Entry<String, Object>> entrySet() {
			return this.values.entrySet();
		}

		@Override
		public boolean containsKey(@Nullable Object name) {
			return this.values.containsKey(name);
		}

		@Override
		public @Nullable Object get(@Nullable Object name) {
			return this.values.get(name);
		}

		@Override
		public String toString() {
			return keySet().toString();
		}

	}

}
