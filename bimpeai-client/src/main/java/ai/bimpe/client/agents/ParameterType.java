package ai.bimpe.client.agents;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Type of a tool parameter.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record ParameterType(@JsonValue String value) implements OpenEnum {

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

	@Override
	public boolean isKnown() {
		return KNOWN.contains(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
