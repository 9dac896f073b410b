package ai.bimpe.client.conversations;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a send: most often the message that was sent, and on some channels, such
 * as the test web chat, that of the assistant instead, which {@link #role()} tells. An
 * answer of the assistant that is not here comes with the messages that follow. Its
 * {@code toString()} does not show the text.
 *
 * @param id the id
 * @param role who wrote it
 * @param message the text, or {@code null}
 * @param messageType the kind, for example {@code text}, or {@code null}; an open set
 * @param createdAt when it was written
 * @param attachments the files that belong to it
 * @param conversationId the id of the conversation, or {@code null} when the server does
 * not say
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record SentMessage(String id, MessageRole role, @Nullable String message, @Nullable String messageType,
		Instant createdAt, List<MessageAttachment> attachments, @Nullable String conversationId,
		@UnknownFields Map<String, Object> additionalProperties) {

	public SentMessage {
		attachments = Values.list(attachments);
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return what identifies the value, never personal data, texts or addresses.
	 */
	@Override
	public String toString() {
		return "SentMessage[id=" + this.id + ", role=" + this.role + ", messageType=" + this.messageType + "]";
	}

}
