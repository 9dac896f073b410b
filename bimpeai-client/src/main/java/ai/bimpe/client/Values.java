package ai.bimpe.client;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
	 * Return an unmodifiable map; its values may be {@code null}.
	 * @param values the values, or {@code null}
	 * @return an unmodifiable map
	 */
	public static Map<String, Object> map(@Nullable Map<String, Object> values) {
		return (values == null || values.isEmpty()) ? Map.of() : Collections.unmodifiableMap(values);
	}

}
