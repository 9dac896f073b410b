package ai.bimpe.client.workflows;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How strongly a keyword points to its flow.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record FlowKeywordWeight(@JsonValue String value) implements OpenEnum {

	/** Strongly. */
	public static final FlowKeywordWeight HIGH = new FlowKeywordWeight("high");

	/** Neither strongly nor weakly. */
	public static final FlowKeywordWeight MEDIUM = new FlowKeywordWeight("medium");

	/** Weakly. */
	public static final FlowKeywordWeight LOW = new FlowKeywordWeight("low");

	private static final Set<FlowKeywordWeight> KNOWN = Set.of(HIGH, MEDIUM, LOW);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the weight
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static FlowKeywordWeight of(String value) {
		return new FlowKeywordWeight(value);
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
