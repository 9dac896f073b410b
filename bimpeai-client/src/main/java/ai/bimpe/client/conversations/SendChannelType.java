package ai.bimpe.client.conversations;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Channel on which a conversation can be started.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record SendChannelType(@JsonValue String value) implements OpenEnum {

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

	@Override
	public boolean isKnown() {
		return KNOWN.contains(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
