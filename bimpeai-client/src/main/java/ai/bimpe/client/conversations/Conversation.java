package ai.bimpe.client.conversations;

import java.time.Instant;
import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a customer. Its {@code toString()} shows neither texts nor who the
 * customer is.
 *
 * @param id the id
 * @param channelType the channel
 * @param channelId the id of the channel of the agent, or {@code null}
 * @param channelUserId the address of the customer on the channel, or {@code null}
 * @param channelUserUsername the name of the customer on the channel, or {@code null}
 * @param isTestChannel whether it runs on a test channel
 * @param isAiChatPaused whether the AI is paused
 * @param needsAttention whether a human should look at it
 * @param lastMessageAt when the last message came, or {@code null}
 * @param lastSeen when the customer was last there, or {@code null}
 * @param lastMessagePreview the beginning of the last message, or {@code null}
 * @param createdAt when it was opened
 * @param updatedAt when it last changed
 * @param channelUsername the former name of the customer on the channel, or {@code null};
 * of the earlier API only
 * @param fullName the name of the customer, or {@code null}; of the earlier API only
 * @param email the e-mail address of the customer, or {@code null}; of the earlier API
 * only
 * @param phoneNumber the phone number of the customer, or {@code null}; of the earlier
 * API only
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Conversation(String id, ConversationChannel channelType, @Nullable String channelId,
		@Nullable String channelUserId, @Nullable String channelUserUsername, Boolean isTestChannel,
		Boolean isAiChatPaused, Boolean needsAttention, @Nullable Instant lastMessageAt, @Nullable Instant lastSeen,
		@Nullable String lastMessagePreview, Instant createdAt, Instant updatedAt, @Nullable String channelUsername,
		@Nullable String fullName, @Nullable String email, @Nullable String phoneNumber,
		@UnknownFields Map<String, Object> additionalProperties) {

	public Conversation {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return what identifies the value, never personal data, texts or addresses.
	 */
	@Override
	public String toString() {
		return "Conversation[id=" + this.id + ", channelType=" + this.channelType + "]";
	}

}
