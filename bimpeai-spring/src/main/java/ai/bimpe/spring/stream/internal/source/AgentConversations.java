package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.source.ConversationState.State;
import ai.bimpe.spring.stream.internal.source.ReleasedConversations.Resumption;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The conversations that the list of an agent has named: what it has told of each, those
 * that are followed, because there is or was something new, and those that the consumer
 * has released. Used by one thread at a time, where nothing else is said.
 */
final class AgentConversations {

	private final Map<String, ListedConversation> listed = new ConcurrentHashMap<>();

	private final Map<String, ConversationState> followed = new ConcurrentHashMap<>();

	private final ReleasedConversations released;

	/** Those with something new that have not begun, as the list has told of them. */
	private final Map<String, Conversation> unread = new ConcurrentHashMap<>();

	/**
	 * Create.
	 * @param checkpoints reads where to continue in a conversation that is resumed
	 */
	AgentConversations(CheckpointReader checkpoints) {
		this.released = new ReleasedConversations(checkpoints);
	}

	/**
	 * Return the conversations that have to begin at their checkpoints. Thread-safe.
	 * @param page a page of the list
	 * @param since up to when all is old for a conversation that the list has not named
	 * before, {@code null} when that is not known
	 * @return the ids of those that are not followed and have something new
	 */
	List<String> news(List<Conversation> page, @Nullable Instant since) {
		return page.stream()
			.filter((row) -> !this.followed.containsKey(row.id()) && !this.released.contains(row.id()))
			.filter((row) -> isNews(row, since))
			.map(Conversation::id)
			.distinct()
			.toList();
	}

	private boolean isNews(Conversation row, @Nullable Instant since) {
		ListedConversation known = this.listed.get(row.id());
		if (known != null) {
			return known.isNews(row);
		}
		Instant time = ListedConversation.lastMessageAt(row);
		return since == null || (time != null && time.isAfter(since));
	}

	/**
	 * Return the conversations with something new that have not begun, such as those
	 * whose checkpoints cannot be read. Thread-safe.
	 * @return what the list has told of them
	 */
	Collection<Conversation> unread() {
		return this.unread.values();
	}

	/**
	 * Take note that a conversation is on the list.
	 * @param row the conversation
	 * @param begun the conversation at its checkpoint, {@code null} when nothing is new
	 * or when that could not be read
	 * @param since as for {@link #news}
	 * @param walk the number of the walk over the list
	 * @return the conversation, {@code null} when it is not followed
	 */
	@Nullable ConversationState listed(Conversation row, @Nullable ConversationState begun, @Nullable Instant since, int walk) {
		String id = row.id();
		Instant time = ListedConversation.lastMessageAt(row);
		if (this.released.contains(id)) {
			this.released.listed(id, time);
			this.unread.remove(id);
			return null;
		}
		ConversationState conversation = (begun != null) ? this.followed.computeIfAbsent(id, (key) -> begun)
				: this.followed.get(id);
		boolean missed = conversation == null && isNews(row, since);
		ListedConversation known = this.listed.computeIfAbsent(id, (key) -> new ListedConversation());
		if (missed) {
			this.unread.put(id, row);
			known.met(walk);
			return null;
		}
		this.unread.remove(id);
		boolean otherText = known.listed(row, walk);
		if (conversation != null) {
			conversation.listed(time);
			if (otherText) {
				conversation.listedAnotherText();
			}
		}
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
	 * Stop following a conversation that was just begun and has nothing new.
	 * @param conversation the conversation, of which nothing was received
	 */
	void rest(ConversationState conversation) {
		this.followed.remove(conversation.id(), conversation);
	}

	/**
	 * Return what need not be followed when everything is acknowledged.
	 * @param quiet whether a conversation has nothing more to say
	 * @param walk the number of the walk that has ended last
	 * @return how far the conversations are, by their ids
	 */
	Map<String, Cursor> quiet(Predicate<ConversationState> quiet, int walk) {
		return followed().stream()
			.filter((conversation) -> quiet.test(conversation) || isGone(conversation, walk))
			.collect(Collectors.toMap(ConversationState::id, ConversationState::cursor));
	}

	/**
	 * Stop following conversations that have nothing more to say, or are gone. Only when
	 * everything is acknowledged: a conversation begins anew at its checkpoint, and must
	 * not come upon what is on the way.
	 * @param acknowledged how far conversations are acknowledged, by their ids
	 * @param quiet whether a conversation has nothing more to say
	 * @param walk the number of the walk that has ended last
	 * @return the ids of those that are followed no more
	 */
	List<String> forget(Map<String, Cursor> acknowledged, Predicate<ConversationState> quiet, int walk) {
		List<String> forgotten = new ArrayList<>();
		acknowledged.forEach((id, received) -> {
			ConversationState conversation = this.followed.get(id);
			if (conversation != null && conversation.cursor().isAt(received)
					&& (quiet.test(conversation) || isGone(conversation, walk))) {
				this.followed.remove(id);
				forgotten.add(id);
			}
		});
		return forgotten;
	}

	// Whose stream is open is there for sure, and who waits for one may have messages
	// behind the checkpoint that the list does not tell of.
	private boolean isGone(ConversationState conversation, int walk) {
		ListedConversation known = this.listed.get(conversation.id());
		return known != null && known.isGone(walk) && conversation.state() != State.LIVE
				&& conversation.state() != State.WAITING;
	}

	/**
	 * Remove the conversations that the list names no more and that are not followed.
	 * @param walk the number of the walk that has just ended
	 * @return the ids of those conversations
	 */
	List<String> gone(int walk) {
		List<String> gone = new ArrayList<>();
		this.listed.forEach((id, known) -> {
			if (known.isGone(walk) && !this.followed.containsKey(id) && !this.released.contains(id)) {
				gone.add(id);
			}
		});
		this.listed.keySet().removeAll(gone);
		this.unread.keySet().removeAll(gone);
		return gone;
	}

	/**
	 * Return whether the list has named a conversation that was gone again.
	 * @param id the id of the conversation
	 * @return {@code false} when its checkpoint can be removed
	 */
	boolean isKnown(String id) {
		return this.listed.containsKey(id) || this.followed.containsKey(id) || this.released.contains(id);
	}

	/**
	 * Stop following a conversation until it is resumed.
	 * @param id the id of the conversation
	 * @return whether it is followed, unknown or about to be resumed; {@code false} when
	 * it was released before
	 */
	boolean release(String id) {
		ConversationState conversation = this.followed.remove(id);
		this.listed.remove(id);
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
	@Nullable ConversationState resumed(Resumption resumption, int walk) {
		ConversationState conversation = this.released.remove(resumption);
		if (conversation != null) {
			this.listed.computeIfAbsent(conversation.id(), (key) -> new ListedConversation()).met(walk);
			this.followed.put(conversation.id(), conversation);
		}
		return conversation;
	}

}
