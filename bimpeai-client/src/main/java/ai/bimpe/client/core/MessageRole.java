package ai.bimpe.client.core;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Author of a message.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record MessageRole(@JsonValue String value) implements OpenEnum {

	/** The customer; the default for what is sent. */
	public static final MessageRole USER = new MessageRole("user");

	/** The agent, or a human in its place while the AI is paused. */
	public static final MessageRole ASSISTANT = new MessageRole("assistant");

	/** A person of the business; in answers only. */
	public static final MessageRole RESTAURANT_USER = new MessageRole("restaurant_user");

	/** The customer; in answers only. */
	public static final MessageRole CUSTOMER = new MessageRole("customer");

	private static final Set<MessageRole> KNOWN = Set.of(USER, ASSISTANT, RESTAURANT_USER, CUSTOMER);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the role
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static MessageRole of(String value) {
		return new MessageRole(value);
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
