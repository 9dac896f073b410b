package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

import ai.bimpe.client.internal.Durations;
import ai.bimpe.spring.stream.internal.source.ConversationState.State;
import org.jspecify.annotations.Nullable;

/**
 * Decides which conversations have a stream, which wait for one, and which give way:
 * first who has nothing more to say, longest silent first; else who had a stream for the
 * longest time, and that one queues again. So under overload they take turns, and each
 * one's comes. Times are in nanoseconds. Used by one thread at a time.
 */
final class SessionScheduler {

	private final int max;

	private final long minLive;

	private final long recovery;

	private final Queue<ConversationState> waiting = new ArrayDeque<>();

	private final Set<ConversationState> live = new LinkedHashSet<>();

	private int limit;

	private long limitSince;

	/**
	 * Create.
	 * @param max how many streams are open at most
	 * @param minLive how long a stream lasts at least, and how long it must be silent to
	 * count as idle
	 * @param recovery how long after a refusal more streams are tried
	 */
	SessionScheduler(int max, Duration minLive, Duration recovery) {
		this.max = max;
		this.limit = max;
		this.minLive = minLive.toNanos();
		this.recovery = Durations.limit(recovery).toNanos();
	}

	/**
	 * Queue a conversation, unless it waits, is live, backs off or was released.
	 * @param conversation the conversation
	 */
	void want(ConversationState conversation) {
		if (conversation.state() == State.RESTING) {
			conversation.state(State.WAITING);
			this.waiting.add(conversation);
		}
	}

	/**
	 * Give a free slot to the next in the queue.
	 * @return the conversation, now live; {@code null} when there is none or no slot
	 */
	@Nullable ConversationState next() {
		if (free() <= 0) {
			return null;
		}
		ConversationState next = this.waiting.poll();
		if (next != null) {
			next.open();
			this.live.add(next);
		}
		return next;
	}

	/**
	 * Take back the session of a conversation whose stream has ended. A session that was
	 * silent settles its debt: the times of the list may be later than those of the
	 * messages.
	 * @param conversation the conversation
	 * @param state what becomes of it
	 */
	void ended(ConversationState conversation, State state) {
		this.live.remove(conversation);
		if (conversation.openSession().wasSilent()) {
			conversation.caughtUp(conversation.openSession());
		}
		conversation.state(state);
	}

	/**
	 * Take a conversation out of the queue.
	 * @param conversation the conversation
	 */
	void forget(ConversationState conversation) {
		this.waiting.remove(conversation);
	}

	/**
	 * Take note that the server allows no more streams than are connected. Who is about
	 * to connect queues again.
	 * @param now the time
	 */
	void refused(long now) {
		int connected = (int) connected().count();
		this.limit = Math.max(1, connected);
		this.limitSince = now;
		this.live.stream()
			.map(ConversationState::openSession)
			.filter((session) -> !session.isConnected() && !session.isClosing())
			.skip(this.limit - connected)
			.toList()
			.forEach((session) -> session.close(true));
	}

	/**
	 * Allow twice as many streams when the last refusal was long ago.
	 * @param now the time
	 */
	void recover(long now) {
		if (this.limit < this.max && now - this.limitSince >= this.recovery) {
			this.limit = Math.min(this.max, 2 * this.limit);
			this.limitSince = now;
		}
	}

	/**
	 * Close streams for those who wait.
	 * @param now the time
	 */
	void makeRoom(long now) {
		Optional<ConversationState> chosen = crowded() ? giveWay(now) : Optional.empty();
		while (chosen.isPresent()) {
			ConversationState conversation = chosen.get();
			conversation.openSession().close(!isIdle(conversation, now));
			chosen = crowded() ? giveWay(now) : Optional.empty();
		}
	}

	/**
	 * Close streams that have had no message for long. Of a debt that the list has told
	 * later only another session can prove that it is none.
	 * @param since the earliest time of a message that keeps a stream open
	 * @param now the time
	 */
	void closeInactive(Instant since, long now) {
		List<ConversationState> inactive = connected().filter((conversation) -> !conversation.isActive(since))
			.filter((conversation) -> isQuiet(conversation, now))
			.filter((conversation) -> !conversation.isOwed() || conversation.isToldMore())
			.toList();
		inactive.forEach((conversation) -> conversation.openSession().close(conversation.isOwed()));
	}

	/**
	 * Return how many sessions nobody has or waits for.
	 * @return the number, not negative
	 */
	int spare() {
		return Math.max(0, free() - this.waiting.size());
	}

	/**
	 * Return how many conversations could be queued without taking the session of anybody
	 * who may have more to say.
	 * @param now the time
	 * @return the number, not negative
	 */
	int room(long now) {
		long idle = connected().filter((conversation) -> isIdle(conversation, now)).count();
		return (int) Math.max(0, free() + closing() + idle - this.waiting.size());
	}

	int live() {
		return this.live.size();
	}

	int waiting() {
		return this.waiting.size();
	}

	private int free() {
		return this.limit - this.live.size();
	}

	private boolean crowded() {
		return this.waiting.size() > free() + closing();
	}

	private long closing() {
		return this.live.stream().filter((conversation) -> conversation.openSession().isClosing()).count();
	}

	private Optional<ConversationState> giveWay(long now) {
		Optional<ConversationState> idle = connected().filter((conversation) -> isIdle(conversation, now))
			.min(Comparator.comparing(ConversationState::lastMessageAt));
		return idle.isPresent() ? idle
				: connected().filter((conversation) -> now - conversation.openSession().since() >= this.minLive)
					.min(Comparator.comparingLong((conversation) -> conversation.openSession().since()));
	}

	private boolean isIdle(ConversationState conversation, long now) {
		return !conversation.isOwed() && isQuiet(conversation, now);
	}

	private boolean isQuiet(ConversationState conversation, long now) {
		return now - conversation.openSession().quietSince() >= this.minLive;
	}

	private Stream<ConversationState> connected() {
		return this.live.stream()
			.filter((conversation) -> conversation.openSession().isConnected()
					&& !conversation.openSession().isClosing());
	}

}
