package ai.bimpe.spring.stream.internal.listener;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.client.stream.StreamMessage;

/**
 * Messages without an id that were parked and are done. The checkpoint cannot be behind
 * them, so that they come again when their conversation is read again, and would park it
 * again. Thread-safe.
 */
final class UnidentifiedMessages {

	private static final int REMEMBERED = 100;

	/** The conversations of the messages. */
	private final Map<StreamMessage, String> done = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<StreamMessage, String> eldest) {
			return size() > REMEMBERED;
		}

	};

	/**
	 * Record that a message is done.
	 * @param conversationId its conversation
	 * @param message the message; one with an id is none of these
	 */
	synchronized void done(String conversationId, StreamMessage message) {
		if (message.id() == null) {
			this.done.put(message, conversationId);
		}
	}

	synchronized boolean isDone(String conversationId, StreamMessage message) {
		return message.id() == null && conversationId.equals(this.done.get(message));
	}

	/**
	 * Forget the messages of a conversation, because the server sends them no more, or
	 * because they are wanted again.
	 * @param conversationId the conversation
	 */
	synchronized void forget(String conversationId) {
		if (!this.done.isEmpty()) {
			this.done.values().removeIf(conversationId::equals);
		}
	}

	synchronized void clear() {
		this.done.clear();
	}

}
