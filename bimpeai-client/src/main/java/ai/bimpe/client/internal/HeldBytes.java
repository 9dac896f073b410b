package ai.bimpe.client.internal;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Internal: about how much memory values take that wait in a buffer. What is bounded in
 * number alone is not bounded: a server chooses how large a value is.
 *
 * @since 0.1.0
 */
public final class HeldBytes {

	/** An object besides what it refers to. */
	public static final int OBJECT = 64;

	private HeldBytes() {
	}

	/**
	 * Estimate the size of values.
	 * @param values texts, and maps and collections of them; anything else counts as an
	 * object that refers to nothing
	 * @return the number of bytes
	 */
	public static long of(@Nullable Object... values) {
		long bytes = 0;
		for (@Nullable
		Object value : values) {
			bytes += ofOne(value);
		}
		return bytes;
	}

	private static long ofOne(@Nullable Object value) {
		if (value instanceof CharSequence text) {
			return OBJECT + 2L * text.length();
		}
		if (value instanceof Map<?, ?> map) {
			return map.entrySet().stream().mapToLong((entry) -> of(entry.getKey(), entry.getValue())).sum();
		}
		if (value instanceof Collection<?> elements) {
			return elements.stream().mapToLong(HeldBytes::ofOne).sum();
		}
		return OBJECT;
	}

}
