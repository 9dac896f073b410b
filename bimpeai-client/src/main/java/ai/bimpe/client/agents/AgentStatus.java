package ai.bimpe.client.agents;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Life-cycle state of an agent.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record AgentStatus(@JsonValue String value) implements OpenEnum {

	/** Being built; answers on test channels only. */
	public static final AgentStatus DEVELOPMENT = new AgentStatus("development");

	/** Answers customers. */
	public static final AgentStatus LIVE = new AgentStatus("live");

	/** Switched off for now. */
	public static final AgentStatus PAUSED = new AgentStatus("paused");

	private static final Set<AgentStatus> KNOWN = Set.of(DEVELOPMENT, LIVE, PAUSED);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the status
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static AgentStatus of(String value) {
		return new AgentStatus(value);
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
