package ai.bimpe.client.agents;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How calls to a foreign service are authenticated.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record IntegrationAuthType(@JsonValue String value) implements OpenEnum {

	/** Not at all. */
	public static final IntegrationAuthType NONE = new IntegrationAuthType("none");

	/** With a bearer token. */
	public static final IntegrationAuthType BEARER = new IntegrationAuthType("bearer");

	/** With user name and password. */
	public static final IntegrationAuthType BASIC = new IntegrationAuthType("basic");

	/** With a key in a header. */
	public static final IntegrationAuthType API_KEY = new IntegrationAuthType("api_key");

	/** In a way of its own. */
	public static final IntegrationAuthType CUSTOM = new IntegrationAuthType("custom");

	private static final Set<IntegrationAuthType> KNOWN = Set.of(NONE, BEARER, BASIC, API_KEY, CUSTOM);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the kind
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static IntegrationAuthType of(String value) {
		return new IntegrationAuthType(value);
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
