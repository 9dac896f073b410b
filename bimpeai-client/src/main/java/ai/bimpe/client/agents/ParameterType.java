package ai.bimpe.client.agents;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Type of a tool parameter. The set is open: a value this version does not know is kept
 * as it came.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record ParameterType(@JsonValue String value) {

	/** A text. */
	public static final ParameterType STRING = new ParameterType("string");

	/** A number. */
	public static final ParameterType NUMBER = new ParameterType("number");

	/** A whole number. */
	public static final ParameterType INTEGER = new ParameterType("integer");

	/** True or false. */
	public static final ParameterType BOOLEAN = new ParameterType("boolean");

	/** A list. */
	public static final ParameterType ARRAY = new ParameterType("array");

	/** An object. */
	public static final ParameterType OBJECT = new ParameterType("object");

	private static final Set<ParameterType> KNOWN = Set.of(STRING, NUMBER, INTEGER, BOOLEAN, ARRAY, OBJECT);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the type
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static ParameterType of(String value) {
		return new ParameterType(value);
	}

	/**
	 * Return whether this version of the client knows the value.
	 * @return {@code true} for the constants of this class
	 */
	public boolean isKnown() {
		return KNOWN.contains(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
