package ai.bimpe.samples.inbox.conversations;

import java.util.List;
import java.util.stream.Collectors;

import ai.bimpe.client.conversations.Message;
import ai.bimpe.client.conversations.MessageAttachment;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.samples.inbox.web.Moment;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * A message in a conversation.
 *
 * @param id the id of the message
 * @param conversationId the id of the conversation
 * @param author who wrote it
 * @param text the text, or a word for what it is instead
 * @param attachments what kinds of files belong to it, or {@code null}
 * @param moment when it was written
 */
public record MessageView(String id, String conversationId, Author author, String text, @Nullable String attachments,
		Moment moment) {

	static MessageView of(String conversationId, Message message, Authors authors) {
		return new MessageView(message.id(), conversationId, authors.of(message.role(), message.id()),
				text(message.message(), message.messageType()), attachments(message.attachments()),
				Moment.of(message.createdAt()));
	}

	static MessageView of(String conversationId, StreamMessage message, Authors authors) {
		String id = (message.id() != null) ? message.id() : conversationId + "-" + message.createdAt().toEpochMilli();
		return new MessageView(id, conversationId, authors.of(message.role(), id),
				text(message.message(), message.messageType()), null, Moment.of(message.createdAt()));
	}

	static boolean isCustomer(MessageRole role) {
		return MessageRole.USER.equals(role) || MessageRole.CUSTOMER.equals(role);
	}

	private static String text(@Nullable String message, @Nullable String type) {
		if (message != null && StringUtils.hasText(message)) {
			return message;
		}
		return "[" + ((type != null) ? type : "no text") + "]";
	}

	private static @Nullable String attachments(List<MessageAttachment> attachments) {
		return attachments.isEmpty() ? null
				: attachments.stream().map(MessageAttachment::type).collect(Collectors.joining(", "));
	}

}
