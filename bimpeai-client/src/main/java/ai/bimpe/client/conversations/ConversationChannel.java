package ai.bimpe.client.conversations;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Channel of a conversation.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record ConversationChannel(@JsonValue String value) implements OpenEnum {

	/** WhatsApp. */
	public static final ConversationChannel WHATSAPP = new ConversationChannel("whatsapp");

	/** The chat window of a web page. */
	public static final ConversationChannel WEBCHAT = new ConversationChannel("webchat");

	/** The telephone. */
	public static final ConversationChannel TELEPHONY = new ConversationChannel("telephony");

	/** WhatsApp through the shared test channel. */
	public static final ConversationChannel TEST_WHATSAPP = new ConversationChannel("test_whatsapp");

	/** The chat window of a test. */
	public static final ConversationChannel TEST_WEBCHAT = new ConversationChannel("test_webchat");

	/** The telephone through the shared test channel. */
	public static final ConversationChannel TEST_TELEPHONY = new ConversationChannel("test_telephony");

	/** Messenger; in the earlier API only. */
	public static final ConversationChannel MESSENGER = new ConversationChannel("messenger");

	/** Instagram; in the earlier API only. */
	public static final ConversationChannel INSTAGRAM = new ConversationChannel("instagram");

	/** Messenger through the shared test channel; in the earlier API only. */
	public static final ConversationChannel TEST_MESSENGER = new ConversationChannel("test_messenger");

	/** Instagram through the shared test channel; in the earlier API only. */
	public static final ConversationChannel TEST_INSTAGRAM = new ConversationChannel("test_instagram");

	private static final Set<ConversationChannel> KNOWN = Set.of(WHATSAPP, WEBCHAT, TELEPHONY, TEST_WHATSAPP,
			TEST_WEBCHAT, TEST_TELEPHONY, MESSENGER, INSTAGRAM, TEST_MESSENGER, TEST_INSTAGRAM);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the channel
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static ConversationChannel of(String value) {
		return new ConversationChannel(value);
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
