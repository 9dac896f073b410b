package ai.bimpe.client.workflows;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Who can see a workflow. The set is open: a value this version does not know is kept as
 * it came.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record WorkflowVisibility(@JsonValue String value) {

	/** The team alone. */
	public static final WorkflowVisibility PRIVATE = new WorkflowVisibility("private");

	/** Everybody. */
	public static final WorkflowVisibility PUBLIC = new WorkflowVisibility("public");

	private static final Set<WorkflowVisibility> KNOWN = Set.of(PRIVATE, PUBLIC);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the visibility
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static WorkflowVisibility of(String value) {
		return new WorkflowVisibility(value);
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
