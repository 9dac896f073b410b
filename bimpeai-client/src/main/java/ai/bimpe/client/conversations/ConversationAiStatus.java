package ai.bimpe.client.conversations;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * Whether the AI is paused in a conversation.
 *
 * @param isAiChatPaused whether it is paused, or {@code null} when the server did not say
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record ConversationAiStatus(@Nullable Boolean isAiChatPaused,
		@UnknownFields Map<String, Object> additionalProperties) {

	public ConversationAiStatus {
		additionalProperties = Values.map(additionalProperties);
	}

}
