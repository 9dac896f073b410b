package ai.bimpe.client.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Body of a write: the fields that were set, and no others. A field set to {@code null}
 * is sent as null. Immutable; two bodies with the same fields are equal.
 *
 * @since 0.1.0
 */
public abstract class RequestBody {

	private final Map<String, @Nullable Object> fields;

	/**
	 * Create from a builder.
	 * @param builder has collected the fields
	 */
	protected RequestBody(Builder builder) {
		this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.fields));
	}

	/**
	 * Return what will be sent.
	 * @return names on the wire with their values, unmodifiable
	 */
	@JsonValue
	public Map<String, @Nullable Object> fields() {
		return this.fields;
	}

	@Override
	@SuppressWarnings("EqualsGetClass")
	public boolean equals(@Nullable Object other) {
		return other != null && getClass() == other.getClass() && this.fields.equals(((RequestBody) other).fields);
	}

	@Override
	public int hashCode() {
		return this.fields.hashCode();
	}

	/**
	 * Return the type and the names of the fields, never their values.
	 */
	@Override
	public String toString() {
		return getClass().getSimpleName() + this.fields.keySet();
	}

	/**
	 * Collects the fields of a body. Not thread-safe.
	 *
	 * @since 0.1.0
	 */
	public abstract static class Builder {

		private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

		/**
		 * Create with nothing set.
		 */
		protected Builder() {
		}

		/**
		 * Set a field.
		 * @param name the name on the wire
		 * @param value the value; {@code null} is sent as null
		 */
		protected final void set(String name, @Nullable Object value) {
			this.fields.put(name, value);
		}

		/**
		 * Leave a field out again.
		 * @param name the name on the wire
		 */
		protected final void remove(String name) {
			this.fields.remove(name);
		}

	}

}
