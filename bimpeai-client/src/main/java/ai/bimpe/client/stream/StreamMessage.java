package ai.bimpe.client.stream;

import java.time.Instant;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A message as it arrives on a stream.
 *
 * @param id the id of the message; {@code null} when the server sent none
 * @param conversationId the id of the conversation
 * @param role the author
 * @param message the text; {@code null} when the message has none
 * @param messageType the kind of message, for example {@code text}; open set
 * @param createdAt when the message was created
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record StreamMessage(@Nullable String id, String conversationId, MessageRole role, @Nullable String message,
		@Nullable String messageType, Instant createdAt, @UnknownFields Map<String, Object> additionalProperties) {

	public StreamMessage {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Return ids, role and type, never the text.
	 */
	@Override
	public String toString() {
		return "StreamMessage[id=" + this.id + ", conversationId=" + this.conversationId + ", role=" + this.role
				+ ", messageType=" + this.messageType + ", createdAt=" + this.createdAt + "]";
	}

}
