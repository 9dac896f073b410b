package ai.bimpe.client.agents;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Tone of an agent. The set is open: a value this version does not know is kept as it
 * came.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record AgentPersona(@JsonValue String value) {

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
