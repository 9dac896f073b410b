package ai.bimpe.spring.stream.internal.listener;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;

import ai.bimpe.client.internal.HeldBytes;
import ai.bimpe.client.stream.StreamMessage;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an assignment that were received and are not acknowledged, each
 * conversation in its order. Conversations take turns, one message a turn, and no more of
 * them at a time than allowed. Not thread-safe.
 */
final class DeliveryBuffer {

	/** A conversation with more messages than this is held, so that others get in. */
	static final int CONVERSATION_LIMIT = 16;

	/** What a message holds besides its texts. */
	private static final int OVERHEAD = 256;

	private final Map<String, Conversation> conversations = new LinkedHashMap<>();

	private final Queue<Conversation> ready = new ArrayDeque<>();

	private final int concurrency;

	private int active;

	private int items;

	private long bytes;

	/**
	 * Create.
	 * @param concurrency how many conversations are delivered at a time
	 */
	DeliveryBuffer(int concurrency) {
		this.concurrency = concurrency;
	}

	/**
	 * Add a message.
	 * @param conversationId its conversation
	 * @param message the message
	 * @param now the time, in nanoseconds
	 * @return whether the conversation has reached its limit by it
	 */
	boolean add(String conversationId, StreamMessage message, long now) {
		Conversation conversation = this.conversations.computeIfAbsent(conversationId, Conversation::new);
		Received received = new Received(message, now);
		conversation.messages.add(received);
		this.items++;
		this.bytes += received.bytes;
		if (conversation.messages.size() == 1) {
			this.ready.add(conversation);
		}
		return conversation.messages.size() >= CONVERSATION_LIMIT;
	}

	/**
	 * Take the turn of the next conversation.
	 * @return the conversation; {@code null} when none is ready, or as many are active as
	 * may be
	 */
	@Nullable Conversation next() {
		if (this.active >= this.concurrency) {
			return null;
		}
		Conversation next = this.ready.poll();
		if (next != null) {
			this.active++;
			next.active = true;
		}
		return next;
	}

	/**
	 * Let a conversation take a turn that has none, because it was set aside.
	 * @param conversation the conversation
	 */
	void ready(Conversation conversation) {
		this.ready.add(conversation);
	}

	/**
	 * Remove the first message of an active conversation, which ends its turn.
	 * @param conversation the conversation
	 * @return whether it has room for more
	 */
	boolean done(Conversation conversation) {
		end(conversation);
		remove(conversation.messages.remove());
		if (conversation.messages.isEmpty()) {
			this.conversations.remove(conversation.id);
		}
		else {
			this.ready.add(conversation);
		}
		return hasRoom(conversation);
	}

	/**
	 * Return whether a conversation that had reached its limit has room again.
	 * @param conversationId the conversation
	 * @return {@code true} when at most half of it is left
	 */
	boolean hasRoom(String conversationId) {
		Conversation conversation = this.conversations.get(conversationId);
		return conversation == null || hasRoom(conversation);
	}

	private static boolean hasRoom(Conversation conversation) {
		return conversation.messages.size() <= CONVERSATION_LIMIT / 2;
	}

	/**
	 * End the turn of a conversation that keeps its first message, and nothing else.
	 * @param conversation the conversation
	 */
	void setAside(Conversation conversation) {
		end(conversation);
		Received first = conversation.first();
		conversation.messages.forEach(this::remove);
		conversation.messages.clear();
		this.conversations.remove(conversation.id);
		conversation.messages.add(first);
	}

	/**
	 * End the turn of a conversation.
	 * @param conversation the conversation
	 */
	void end(Conversation conversation) {
		if (conversation.active) {
			conversation.active = false;
			this.active--;
		}
	}

	/**
	 * Forget what is here, but for what is active.
	 */
	void clear() {
		this.ready.clear();
		this.conversations.clear();
	}

	Collection<Conversation> conversations() {
		return this.conversations.values();
	}

	int active() {
		return this.active;
	}

	boolean isIdle() {
		return this.active == 0 && this.ready.isEmpty();
	}

	int items() {
		return this.items;
	}

	long bytes() {
		return this.bytes;
	}

	/**
	 * Return the messages that are next in their conversations.
	 * @return the oldest of each conversation that is not parked
	 */
	Stream<StreamMessage> oldest() {
		return this.conversations.values().stream().map((conversation) -> conversation.first().message());
	}

	private void remove(Received received) {
		this.items--;
		this.bytes -= received.bytes;
	}

	/**
	 * A conversation, and its messages that are not acknowledged.
	 */
	static final class Conversation {

		private final String id;

		private final Queue<Received> messages = new ArrayDeque<>();

		private boolean active;

		Conversation(String id) {
			this.id = id;
		}

		String id() {
			return this.id;
		}

		Received first() {
			return this.messages.element();
		}

		boolean isActive() {
			return this.active;
		}

	}

	/**
	 * A message, when it was received, and about how much memory it takes.
	 */
	static final class Received {

		private final StreamMessage message;

		private final long at;

		private final long bytes;

		private Received(StreamMessage message, long at) {
			this.message = message;
			this.at = at;
			this.bytes = OVERHEAD + HeldBytes.of(message.id(), message.message(), message.messageType(),
					message.additionalProperties());
		}

		StreamMessage message() {
			return this.message;
		}

		long at() {
			return this.at;
		}

	}

}
