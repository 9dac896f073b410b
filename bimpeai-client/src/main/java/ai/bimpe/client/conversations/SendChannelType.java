package ai.bimpe.client.conversations;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Channel on which a conversation can be started. The set is open: a value this version
 * does not know is kept as it came.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record SendChannelType(@JsonValue String value) {

	/** WhatsApp. */
	public static final SendChannelType WHATSAPP = new SendChannelType("whatsapp");

	/** The chat window of a web page. */
	public static final SendChannelType WEBCHAT = new SendChannelType("webchat");

	/** The telephone. */
	public static final SendChannelType TELEPHONY = new SendChannelType("telephony");

	private static final Set<SendChannelType> KNOWN = Set.of(WHATSAPP, WEBCHAT, TELEPHONY);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the channel
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static SendChannelType of(String value) {
		return new SendChannelType(value);
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
