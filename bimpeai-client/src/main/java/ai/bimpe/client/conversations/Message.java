package ai.bimpe.client.conversations;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A message of a conversation. Its {@code toString()} does not show the text.
 *
 * @param id the id
 * @param role who wrote it
 * @param message the text, or {@code null}
 * @param messageType the kind, for example {@code text}, or {@code null}; an open set
 * @param createdAt when it was written
 * @param attachments the files that belong to it
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record Message(String id, MessageRole role, @Nullable String message, @Nullable String messageType,
		Instant createdAt, List<MessageAttachment> attachments,
		@UnknownFields Map<String, Object> additionalProperties) {

	public Message {
		attachments = Values.list(attachments);
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return what identifies the value, never personal data, texts or addresses.
	 */
	@Override
	public String toString() {
		return "Message[id=" + this.id + ", role=" + this.role + ", messageType=" + this.messageType + "]";
	}

}
