package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

import ai.bimpe.spring.stream.internal.source.ConversationState.State;

/**
 * Which conversations are asked, when there is room, whether there is a message behind
 * the last one that the list cannot tell of: whose stream has ended without a proof, and,
 * after a start, where the one before may have been at work when it stopped, however long
 * ago that is. That is the window before the latest of its checkpoints. Used by one
 * thread at a time.
 */
final class GapChecks {

	private final Duration window;

	private final Queue<ConversationState> queue = new ArrayDeque<>();

	/** The latest of the checkpoints that the first walk over the list has met. */
	private Instant latest = Instant.MIN;

	private boolean walked;

	GapChecks(Duration window) {
		this.window = window;
	}

	/**
	 * Take note of a conversation that nothing was received of yet.
	 * @param conversation the conversation
	 */
	void found(ConversationState conversation) {
		if (!this.walked && conversation.isDoubtful() && conversation.covered().isAfter(this.latest)) {
			this.latest = conversation.covered();
		}
	}

	/**
	 * Take note that a walk over the list has met everybody.
	 */
	void walked() {
		this.walked = true;
	}

	/**
	 * Look for gaps. The latest come last: they are the most likely to have more
	 * messages, and keep their streams.
	 * @param conversations all conversations that are followed
	 */
	void look(Collection<ConversationState> conversations) {
		this.queue.clear();
		conversations.stream()
			.filter((conversation) -> isOpen(conversation) && isLate(conversation))
			.sorted(Comparator.comparing(ConversationState::covered))
			.forEach(this.queue::add);
	}

	/**
	 * Take out the next ones.
	 * @param max how many at most
	 * @return the conversations to ask
	 */
	List<ConversationState> next(int max) {
		List<ConversationState> next = new ArrayList<>();
		while (next.size() < max && !this.queue.isEmpty()) {
			ConversationState conversation = this.queue.remove();
			if (isOpen(conversation)) {
				next.add(conversation);
			}
		}
		return next;
	}

	/**
	 * Return whether a conversation is never asked.
	 * @param conversation the conversation
	 * @return {@code false} when its gap is still to be looked for
	 */
	boolean isSettled(ConversationState conversation) {
		return !conversation.isDoubtful() || !isLate(conversation);
	}

	boolean isEmpty() {
		return this.queue.isEmpty();
	}

	private boolean isLate(ConversationState conversation) {
		return Duration.between(conversation.covered(), this.latest).compareTo(this.window) < 0;
	}

	private static boolean isOpen(ConversationState conversation) {
		return conversation.isDoubtful() && conversation.state() == State.RESTING;
	}

}
