package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The conversations of an agent that have no stream until the consumer resumes them. What
 * was received of them is not kept. Used by one thread at a time, where nothing else is
 * said.
 */
final class ReleasedConversations {

	private final Map<String, Released> conversations = new ConcurrentHashMap<>();

	private final CheckpointReader checkpoints;

	/**
	 * Create.
	 * @param checkpoints reads where to continue
	 */
	ReleasedConversations(CheckpointReader checkpoints) {
		this.checkpoints = checkpoints;
	}

	/**
	 * Return whether a conversation is among them. Thread-safe.
	 * @param id the id of the conversation
	 * @return {@code true} until it has begun anew
	 */
	boolean contains(String id) {
		return this.conversations.containsKey(id);
	}

	/**
	 * Add a conversation, or stop resuming it.
	 * @param id the id of the conversation
	 * @param lastMessageAt when its last message came, or {@code null} when that is not
	 * known
	 * @return {@code false} when it was released before and nobody has resumed it
	 */
	boolean add(String id, @Nullable Instant lastMessageAt) {
		Released before = this.conversations.get(id);
		if (before == null) {
			this.conversations.put(id, new Released(lastMessageAt));
			return true;
		}
		if (before.reading == null) {
			return false;
		}
		this.conversations.put(id, new Released(before.lastMessageAt));
		before.reading.tryEmitEmpty();
		return true;
	}

	/**
	 * Take note that a conversation is on the list.
	 * @param id the id of the conversation
	 * @param lastMessageAt when its last message came, or {@code null} for none
	 */
	void listed(String id, @Nullable Instant lastMessageAt) {
		Released released = this.conversations.get(id);
		if (released != null) {
			released.lastMessageAt = ConversationState.later(released.lastMessageAt, lastMessageAt);
		}
	}

	/**
	 * Read where to continue in a conversation.
	 * @param id the id of the conversation
	 * @return how to begin it anew; nothing when it is not released, resumed already, or
	 * released again meanwhile
	 */
	Mono<Resumption> resume(String id) {
		Released released = this.conversations.get(id);
		if (released == null || released.reading != null) {
			return Mono.empty();
		}
		Sinks.Empty<Void> stop = Sinks.empty();
		released.reading = stop;
		return this.checkpoints.begin(List.of(id))
			.takeUntilOther(stop.asMono())
			.mapNotNull((begun) -> begun.get(id))
			.map((conversation) -> new Resumption(released, conversation));
	}

	/**
	 * Remove a conversation that is resumed.
	 * @param resumption how it begins anew
	 * @return the conversation; {@code null} when it was released again
	 */
	@Nullable ConversationState remove(Resumption resumption) {
		ConversationState conversation = resumption.conversation;
		if (!this.conversations.remove(conversation.id(), resumption.released)) {
			return null;
		}
		conversation.listed(resumption.released.lastMessageAt);
		return conversation;
	}

	/**
	 * How a conversation begins anew.
	 *
	 * @param released the release that it ends
	 * @param conversation the conversation at its checkpoint
	 */
	record Resumption(Released released, ConversationState conversation) {

	}

	/** Compared by identity: a conversation may be released again. */
	static final class Released {

		private @Nullable Instant lastMessageAt;

		/** Stops reading the checkpoint. */
		private Sinks.@Nullable Empty<Void> reading;

		private Released(@Nullable Instant lastMessageAt) {
			this.lastMessageAt = lastMessageAt;
		}

	}

}
