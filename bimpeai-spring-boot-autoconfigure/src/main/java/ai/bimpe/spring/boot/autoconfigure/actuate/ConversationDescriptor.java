package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Instant;

import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.UnreachableConversation;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that is not well on this instance of the application.
 *
 * @param conversationId the id of the conversation
 * @param problem what is wrong
 * @param reason of one that cannot be followed, what the API or this library says; of one
 * that is parked, the class of the exception and where it was thrown
 * @param since when that began
 * @param attempts how often it was tried
 * @param nextAttempt when it is tried again, {@code null} while it is being tried, waits
 * for its turn, or waits for an operator
 * @param messageId the id of the message that is parked, {@code null} for none
 * @param stopped whether it waits for an operator
 * @since 0.1.0
 */
public record ConversationDescriptor(String conversationId, Problem problem, String reason, Instant since, int attempts,
		@Nullable Instant nextAttempt, @Nullable String messageId, boolean stopped) {

	static ConversationDescriptor of(UnreachableConversation conversation) {
		return new ConversationDescriptor(conversation.conversationId(), Problem.UNREACHABLE, conversation.cause(),
				conversation.since(), conversation.attempts(), conversation.nextAttempt(), null, false);
	}

	static ConversationDescriptor of(ParkedConversation conversation) {
		return new ConversationDescriptor(conversation.conversationId(), Problem.PARKED, conversation.cause(),
				conversation.since(), conversation.attempts(), conversation.nextAttempt(), conversation.messageId(),
				conversation.stopped());
	}

	/**
	 * What is wrong with a conversation.
	 */
	public enum Problem {

		/** It cannot be followed. */
		UNREACHABLE,

		/** The delivery of its oldest message has failed. */
		PARKED

	}

}
