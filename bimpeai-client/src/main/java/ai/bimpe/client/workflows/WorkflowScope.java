package ai.bimpe.client.workflows;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which workflows a list shows.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record WorkflowScope(@JsonValue String value) implements OpenEnum {

	/** Those of the team. */
	public static final WorkflowScope OWNED = new WorkflowScope("owned");

	/** The public library. */
	public static final WorkflowScope PUBLIC = new WorkflowScope("public");

	/** Both; the default of the server. */
	public static final WorkflowScope ACCESSIBLE = new WorkflowScope("accessible");

	private static final Set<WorkflowScope> KNOWN = Set.of(OWNED, PUBLIC, ACCESSIBLE);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the scope
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static WorkflowScope of(String value) {
		return new WorkflowScope(value);
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
