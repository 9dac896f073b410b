package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationChannel;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.core.Page;
import ai.bimpe.spring.stream.AgentStreamSettings;

/**
 * One list of an agent's conversations, and from where on it is known when the server
 * lists the latest message first. Conversations without a time may come before all others
 * or behind them. Used by one thread at a time.
 */
final class ConversationList {

	private static final int PAGE_SIZE = 100;

	/** Instead of the number of a page. */
	static final int END = 0;

	private static final String LATEST_FIRST = "-last_message_at";

	private final ConversationQuery query;

	/** The page with the first conversation that has a time, or the one before it. */
	private int head = 1;

	/** What that page was when the list was read last. */
	private List<Row> front = List.of();

	/** The same, as the poll at work has found it; none before it has. */
	private List<Row> found = List.of();

	/** The last page without times that the poll at work has read. */
	private int undated;

	/**
	 * Create.
	 * @param query the filter
	 */
	ConversationList(ConversationQuery query) {
		this.query = query;
	}

	/**
	 * Return which lists a stream reads.
	 * @param settings how it follows the agent
	 * @return one filter, or one for each channel
	 */
	static List<ConversationQuery> queries(AgentStreamSettings settings) {
		ConversationQuery query = ConversationQuery.create().limit(PAGE_SIZE);
		ConversationQuery base = (settings.testChannels() != null) ? query.isTestChannel(settings.testChannels())
				: query;
		if (settings.channels().isEmpty()) {
			return List.of(base);
		}
		return settings.channels().stream().map((channel) -> base.channel(ConversationChannel.of(channel))).toList();
	}

	ConversationQuery query() {
		return this.query;
	}

	/**
	 * Return the request for a page.
	 * @param number the number of the page
	 * @param sorted whether to ask for the latest message first
	 * @return the query
	 */
	ConversationQuery request(int number, boolean sorted) {
		ConversationQuery page = this.query.page(number);
		return sorted ? page.sort(LATEST_FIRST) : page;
	}

	/**
	 * Begin a poll.
	 * @return the number of its first page
	 */
	int poll() {
		this.found = List.of();
		this.undated = 0;
		// The first time may come before all others or behind them.
		return this.front.isEmpty() ? 1 : this.head;
	}

	/**
	 * Return whether no conversation with a time is known.
	 * @return {@code true} before the first page of a walk as well
	 */
	boolean isUnknown() {
		return this.front.isEmpty();
	}

	/**
	 * Take note of a page of a poll.
	 * @param number the number of the page
	 * @param page the page
	 * @return the number of the next page to read, {@link #END} when all others are known
	 */
	int polled(int number, Page<Conversation> page) {
		List<Row> rows = rows(page);
		if (this.found.isEmpty() && rows.isEmpty()) {
			this.undated = number;
			return page.hasNextPage() ? next(number) : end(number, page);
		}
		if (this.found.isEmpty()) {
			boolean first = number == 1 || page.data().get(0).lastMessageAt() == null;
			if (!first && this.undated != number - 1) {
				// There may be later ones before it.
				return number - 1;
			}
			this.head = first ? number : number - 1;
			this.found = rows;
		}
		if (isKnown(rows) || !page.hasNextPage()) {
			this.front = this.found;
			return END;
		}
		return number + 1;
	}

	// The list may have become shorter.
	private int end(int number, Page<Conversation> page) {
		this.head = (this.front.isEmpty() && !page.data().isEmpty()) ? number : 1;
		return END;
	}

	private int next(int number) {
		return this.front.isEmpty() ? Math.max(this.head, number + 1) : number + 1;
	}

	// Where no page is known yet, a walk is on the way to the others.
	private boolean isKnown(List<Row> rows) {
		return this.front.isEmpty() || rows.isEmpty() || isKnown(rows.get(rows.size() - 1));
	}

	// Or moved away since, as all of that page have. The first row would not do: one with
	// a time in the future stays there for ever.
	private boolean isKnown(Row row) {
		return this.front.contains(row) || (!this.front.isEmpty()
				&& row.lastMessageAt().isBefore(this.front.get(this.front.size() - 1).lastMessageAt()));
	}

	/**
	 * Take note of a page of a walk over the whole list, which later polls are compared
	 * with.
	 * @param number the number of the page
	 * @param page the page
	 */
	void walked(int number, Page<Conversation> page) {
		if (number == 1) {
			this.front = List.of();
		}
		if (this.front.isEmpty()) {
			this.head = number;
			this.front = rows(page);
		}
	}

	private static List<Row> rows(Page<Conversation> page) {
		return page.data().stream().flatMap(Row::of).toList();
	}

	/**
	 * Return the times of the last messages on a page, in its order.
	 * @param page the page
	 * @return the times that are known
	 */
	static List<Instant> times(Page<Conversation> page) {
		return page.data().stream().map(Conversation::lastMessageAt).flatMap(Stream::ofNullable).toList();
	}

	/** A conversation whose last message has a time. */
	private record Row(String id, Instant lastMessageAt) {

		private static Stream<Row> of(Conversation listed) {
			Instant time = listed.lastMessageAt();
			return (time != null) ? Stream.of(new Row(listed.id(), time)) : Stream.empty();
		}

	}

}
