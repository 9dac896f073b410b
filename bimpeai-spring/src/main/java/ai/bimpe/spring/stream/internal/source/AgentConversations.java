package ai.bimpe.spring.stream.internal.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.source.ReleasedConversations.Resumption;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The conversations that the list of an agent has named, and those that the consumer has
 * released. Used by one thread at a time, where nothing else is said.
 */
final class AgentConversations {

	private final Map<String, ConversationState> followed = new ConcurrentHashMap<>();

	private final ReleasedConversations released;

	/**
	 * Create.
	 * @param checkpoints reads where to continue in a conversation that is resumed
	 */
	AgentConversations(CheckpointReader checkpoints) {
		this.released = new ReleasedConversations(checkpoints);
	}

	/**
	 * Return whether a conversation is not among them. Thread-safe.
	 * @param id the id of the conversation
	 * @return {@code true} when it has to begin at its checkpoint
	 */
	boolean isUnknown(String id) {
		return !this.followed.containsKey(id) && !this.released.contains(id);
	}

	/**
	 * Add conversations, except those that were released meanwhile.
	 * @param begun the conversations at their checkpoints, by their ids
	 */
	void begin(Map<String, ConversationState> begun) {
		begun.forEach((id, conversation) -> {
			if (!this.released.contains(id)) {
				this.followed.putIfAbsent(id, conversation);
			}
		});
	}

	/**
	 * Take note that a conversation is on the list.
	 * @param listed the conversation
	 * @param walk the number of the walk over the list
	 * @return the conversation, {@code null} when it is not followed
	 */
	@Nullable ConversationState listed(Conversation listed, long walk) {
		ConversationState conversation = this.followed.get(listed.id());
		if (conversation == null) {
			this.released.listed(listed.id(), listed.lastMessageAt());
			return null;
		}
		conversation.listed(listed.lastMessageAt(), walk);
		return conversation;
	}

	/**
	 * Return whether a conversation is followed.
	 * @param conversation the conversation
	 * @return {@code false} when it was forgotten or released, also when it has begun
	 * anew
	 */
	boolean isFollowed(ConversationState conversation) {
		return this.followed.get(conversation.id()) == conversation;
	}

	/**
	 * Return the conversations that are followed.
	 * @return those that were not released
	 */
	Collection<ConversationState> followed() {
		return this.followed.values();
	}

	/**
	 * Return what two walks over the list have missed.
	 * @param walk the number of the walk that has just ended
	 * @return how far the conversations are, by their ids
	 */
	Map<String, Cursor> gone(long walk) {
		return followed().stream()
			.filter((conversation) -> conversation.isGone(walk))
			.collect(Collectors.toMap(ConversationState::id, ConversationState::cursor));
	}

	/**
	 * Remove the conversations that the list names no more. Only when everything is
	 * acknowledged: a conversation that was merely missed begins anew at its checkpoint,
	 * and must not come upon what is on the way.
	 * @param acknowledged how far conversations are acknowledged, by their ids
	 * @param walk the number of the walk that has just ended
	 * @return the ids of those conversations
	 */
	List<String> forget(Map<String, Cursor> acknowledged, long walk) {
		List<String> forgotten = new ArrayList<>();
		acknowledged.forEach((id, received) -> {
			ConversationState conversation = this.followed.get(id);
			if (conversation != null && conversation.isGone(walk) && conversation.cursor().isAt(received)) {
				this.followed.remove(id);
				forgotten.add(id);
			}
		});
		return forgotten;
	}

	/**
	 * Stop following a conversation until it is resumed.
	 * @param id the id of the conversation
	 * @return whether it is followed, unknown or about to be resumed; {@code false} when
	 * it was released before
	 */
	boolean release(String id) {
		ConversationState conversation = this.followed.remove(id);
		return this.released.add(id, (conversation != null) ? conversation.told() : null);
	}

	/**
	 * Return a conversation that is followed.
	 * @param id the id of the conversation
	 * @return the conversation, {@code null} when it is not followed
	 */
	@Nullable ConversationState get(String id) {
		return this.followed.get(id);
	}

	/**
	 * Read where to continue in a conversation that was released.
	 * @param id the id of the conversation
	 * @return how to begin it anew; nothing when it is not released, resumed already, or
	 * released again meanwhile
	 */
	Mono<Resumption> resume(String id) {
		return this.released.resume(id);
	}

	/**
	 * Follow a conversation again.
	 * @param resumption how it begins anew
	 * @param walk the number of the walk over the list
	 * @return the conversation; {@code null} when it was released again
	 */
	@Nullable ConversationState resumed(Resumption resumption, long walk) {
		ConversationState conversation = this.released.remove(resumption, walk);
		if (conversation != null) {
			this.followed.put(conversation.id(), conversation);
		}
		return conversation;
	}

}
