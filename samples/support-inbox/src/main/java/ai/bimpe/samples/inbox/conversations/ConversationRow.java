package ai.bimpe.samples.inbox.conversations;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationChannel;
import ai.bimpe.client.conversations.ConversationDetail;
import ai.bimpe.samples.inbox.web.Moment;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * A conversation in the list.
 *
 * @param id the id of the conversation
 * @param name the name of the customer, or what is known instead
 * @param address the address of the customer on the channel, or {@code null}
 * @param channel where the customer writes
 * @param preview the beginning of the last message, or {@code null}
 * @param moment when the last message was written, or the conversation began
 * @param unread how many messages nobody of the team has looked at
 * @param needsAttention whether the agent asks for a person
 * @param paused whether the AI of the conversation is paused
 */
public record ConversationRow(String id, String name, @Nullable String address, Channel channel,
		@Nullable String preview, Moment moment, int unread, boolean needsAttention, boolean paused) {

	static final Comparator<ConversationRow> NEWEST_FIRST = Comparator
		.comparing((ConversationRow row) -> row.moment().at())
		.reversed();

	private static final int HUES = 6;

	static ConversationRow of(Conversation conversation, int unread) {
		return new ConversationRow(conversation.id(),
				name(conversation.fullName(), conversation.channelUserUsername(), conversation.channelUsername(),
						conversation.phoneNumber(), conversation.channelUserId()),
				conversation.channelUserId(), channel(conversation.channelType(), conversation.isTestChannel()),
				conversation.lastMessagePreview(), moment(conversation.lastMessageAt(), conversation.createdAt()),
				unread, isTrue(conversation.needsAttention()), isTrue(conversation.isAiChatPaused()));
	}

	static ConversationRow of(ConversationDetail conversation, int unread) {
		return new ConversationRow(conversation.id(),
				name(conversation.fullName(), conversation.channelUserUsername(), conversation.channelUsername(),
						conversation.phoneNumber(), conversation.channelUserId()),
				conversation.channelUserId(), channel(conversation.channelType(), conversation.isTestChannel()),
				conversation.lastMessagePreview(), moment(conversation.lastMessageAt(), conversation.createdAt()),
				unread, isTrue(conversation.needsAttention()), isTrue(conversation.isAiChatPaused()));
	}

	/**
	 * Return what stands in the place of a picture.
	 * @return the first letters of the name
	 */
	public String initials() {
		String letters = Arrays.stream(this.name.split("[^\\p{L}]+"))
			.filter(StringUtils::hasText)
			.limit(2)
			.map((word) -> word.substring(0, word.offsetByCodePoints(0, 1)))
			.collect(Collectors.joining());
		return letters.isEmpty() ? "#" : letters;
	}

	/**
	 * Return the colour in the place of a picture.
	 * @return a number from 0 to 5, always the same for a name
	 */
	public int hue() {
		return Math.floorMod(this.name.hashCode(), HUES);
	}

	private static String name(@Nullable String... candidates) {
		for (String candidate : candidates) {
			if (candidate != null && StringUtils.hasText(candidate)) {
				return candidate;
			}
		}
		return "Unknown customer";
	}

	private static Channel channel(ConversationChannel type, @Nullable Boolean test) {
		return Channel.of(type, isTrue(test));
	}

	private static Moment moment(@Nullable Instant lastMessageAt, Instant createdAt) {
		return Moment.of((lastMessageAt != null) ? lastMessageAt : createdAt);
	}

	private static boolean isTrue(@Nullable Boolean value) {
		return Boolean.TRUE.equals(value);
	}

}
