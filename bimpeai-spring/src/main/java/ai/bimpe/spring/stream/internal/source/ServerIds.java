package ai.bimpe.spring.stream.internal.source;

import ai.bimpe.client.internal.OddAnswers;
import ai.bimpe.client.internal.WireIds;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;

/**
 * Ids of the server, of which one that cannot be sent back costs itself and nothing else:
 * the client would refuse it as a fault of the application, and a checkpoint store as one
 * of its own.
 */
final class ServerIds {

	private ServerIds() {
	}

	/**
	 * Return whether requests can be made for a conversation.
	 * @param id its id
	 * @return {@code false} to leave it out
	 */
	static boolean isUsable(String id) {
		boolean usable = WireIds.canBeSent(id) && !id.equals(".") && !id.equals("..");
		if (!usable) {
			OddAnswers.report("The id of a conversation",
					"cannot be sent back to the server: the conversation is left out");
		}
		return usable;
	}

	/**
	 * Take an id away from a message that nothing can be continued after.
	 * @param event what a stream has brought
	 * @return the same, or the message as one without an id
	 */
	static StreamEvent checked(StreamEvent event) {
		if (!(event instanceof StreamEvent.Message received)) {
			return event;
		}
		StreamMessage message = received.message();
		String id = message.id();
		if (id == null || WireIds.canBeSent(id)) {
			return event;
		}
		OddAnswers.report("The id of a message",
				"cannot be sent back to the server: the message counts as one without an id");
		return new StreamEvent.Message(new StreamMessage(null, message.conversationId(), message.role(),
				message.message(), message.messageType(), message.createdAt(), message.additionalProperties()));
	}

}
