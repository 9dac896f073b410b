package ai.bimpe.client.agents;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Tone of an agent.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record AgentPersona(@JsonValue String value) implements OpenEnum {

	/** Matter-of-fact. */
	public static final AgentPersona PROFESSIONAL = new AgentPersona("professional");

	/** Warm. */
	public static final AgentPersona FRIENDLY = new AgentPersona("friendly");

	/** Brief. */
	public static final AgentPersona CONCISE = new AgentPersona("concise");

	private static final Set<AgentPersona> KNOWN = Set.of(PROFESSIONAL, FRIENDLY, CONCISE);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the persona
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static AgentPersona of(String value) {
		return new AgentPersona(value);
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
