package ai.bimpe.client.conversations;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Author of a message. The set is open: a value this version does not know is kept as it
 * came.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record StreamMessageRole(@JsonValue String value) {

	/** The customer, as sent through the API. */
	public static final StreamMessageRole USER = new StreamMessageRole("user");

	/** The agent, or a human in its place. */
	public static final StreamMessageRole ASSISTANT = new StreamMessageRole("assistant");

	/** A member of the restaurant's staff. */
	public static final StreamMessageRole RESTAURANT_USER = new StreamMessageRole("restaurant_user");

	/** The customer on the channel. */
	public static final StreamMessageRole CUSTOMER = new StreamMessageRole("customer");

	private static final Set<StreamMessageRole> KNOWN = Set.of(USER, ASSISTANT, RESTAURANT_USER, CUSTOMER);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the role
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static StreamMessageRole of(String value) {
		return new StreamMessageRole(value);
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
