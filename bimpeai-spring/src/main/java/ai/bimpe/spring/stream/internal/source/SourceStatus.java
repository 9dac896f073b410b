package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.spring.stream.UnreachableConversation;
import org.jspecify.annotations.Nullable;

/**
 * How a source of many conversations is doing: it writes, and operators read.
 * Thread-safe.
 */
public final class SourceStatus {

	private final Map<String, UnreachableConversation> unreachable = new ConcurrentHashMap<>();

	private volatile int live;

	private volatile int waiting;

	private volatile @Nullable IntSupplier remainingRequests;

	private volatile Consumer<Duration> pollListener = (duration) -> {
	};

	private volatile Consumer<Duration> walkListener = (duration) -> {
	};

	/**
	 * Set who is notified of polls and walks.
	 * @param pollListener receives how long a poll of the list has taken
	 * @param walkListener receives how long it took to read the list to its end
	 */
	public void listeners(Consumer<Duration> pollListener, Consumer<Duration> walkListener) {
		this.pollListener = pollListener;
		this.walkListener = walkListener;
	}

	/**
	 * Return how many conversations have a session.
	 * @return the number of conversations
	 */
	public int live() {
		return this.live;
	}

	/**
	 * Return how many conversations are queued for a session.
	 * @return the number of conversations
	 */
	public int waiting() {
		return this.waiting;
	}

	/**
	 * Return how many requests for the list the budget allows at this moment.
	 * @return the number of requests, {@code null} when there is no budget
	 */
	public @Nullable Integer remainingRequests() {
		IntSupplier remainingRequests = this.remainingRequests;
		return (remainingRequests != null) ? (Integer) remainingRequests.getAsInt() : null;
	}

	/**
	 * Return the number of unreachable conversations.
	 * @return the number of conversations
	 */
	public int unreachableCount() {
		return this.unreachable.size();
	}

	/**
	 * Return the unreachable conversations.
	 * @return the conversations, those that failed first come first
	 */
	public List<UnreachableConversation> unreachable() {
		return this.unreachable.values()
			.stream()
			.sorted(Comparator.comparing(UnreachableConversation::since)
				.thenComparing(UnreachableConversation::conversationId))
			.toList();
	}

	void sessions(int live, int waiting) {
		this.live = live;
		this.waiting = waiting;
	}

	void budget(IntSupplier remainingRequests) {
		this.remainingRequests = remainingRequests;
	}

	void polled(Duration duration) {
		this.pollListener.accept(duration);
	}

	void walked(Duration duration) {
		this.walkListener.accept(duration);
	}

	/**
	 * Record that the session of a conversation has failed.
	 * @param id the id of the conversation
	 * @param cause why
	 * @param attempts how often it failed in a row
	 * @param now the time
	 * @param delay how long until it is tried again
	 */
	void failed(String id, BimpeAIException cause, int attempts, Instant now, Duration delay) {
		this.unreachable.compute(id, (same, known) -> new UnreachableConversation(id, attempts,
				String.valueOf(cause.getMessage()), (known != null) ? known.since() : now, now.plus(delay)));
	}

	/**
	 * Record that a conversation is tried again.
	 * @param id the id of the conversation
	 */
	void retried(String id) {
		this.unreachable.computeIfPresent(id,
				(same, known) -> new UnreachableConversation(id, known.attempts(), known.cause(), known.since(), null));
	}

	/**
	 * Record that the session of a conversation works, or that it is followed no more.
	 * @param id the id of the conversation
	 */
	void cleared(String id) {
		this.unreachable.remove(id);
	}

}
