package ai.bimpe.client.workflows;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Who can see a workflow.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record WorkflowVisibility(@JsonValue String value) implements OpenEnum {

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

	@Override
	public boolean isKnown() {
		return KNOWN.contains(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
