package ai.bimpe.samples.inbox.conversations;

import java.util.Locale;

import ai.bimpe.client.conversations.ConversationChannel;

import org.springframework.util.StringUtils;

/**
 * A channel as people know it.
 *
 * @param label its name
 * @param icon the id of its icon on the page
 */
public record Channel(String label, String icon) {

	private static final String TEST = "test_";

	static Channel of(ConversationChannel channel, boolean test) {
		String value = channel.value().toLowerCase(Locale.ROOT);
		String name = value.startsWith(TEST) ? value.substring(TEST.length()) : value;
		String label = switch (name) {
			case "whatsapp" -> "WhatsApp";
			case "webchat" -> "Web chat";
			case "telephony" -> "Telephone";
			default -> StringUtils.capitalize(name.replace('_', ' '));
		};
		String icon = switch (name) {
			case "whatsapp", "webchat", "telephony" -> "icon-" + name;
			default -> "icon-channel";
		};
		return new Channel((test || !name.equals(value)) ? label + " (test)" : label, icon);
	}

}
