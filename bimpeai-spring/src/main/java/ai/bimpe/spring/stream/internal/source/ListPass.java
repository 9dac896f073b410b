package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.internal.OddAnswers;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the lists of an agent, page by page: a poll, until what is known, or a
 * walk, to the end. Used by one thread at a time.
 */
final class ListPass {

	private static final String BEHIND = "A page of the list of conversations that comes behind others";

	/** So often a page is requested before the one behind it is tried. */
	private static final int MAX_FAILURES = 5;

	private final boolean walk;

	private final boolean sorted;

	private final long start;

	private final Queue<ConversationList> lists;

	private int number;

	private List<Conversation> previous = List.of();

	/** The time of the last row that has one. */
	private @Nullable Instant before;

	/** How many conversations were on the list at the page before. */
	private @Nullable Long total;

	private boolean whole = true;

	/** Failures in a row of the page that is requested. */
	private int failures;

	/** Whether the page before the one that is requested could not be read. */
	private boolean skipped;

	private boolean ordered;

	private boolean disordered;

	private ListPass(boolean walk, boolean sorted, Collection<ConversationList> lists, long start) {
		this.walk = walk;
		this.sorted = sorted;
		this.lists = new ArrayDeque<>(lists);
		this.start = start;
		begin();
	}

	/**
	 * Begin to look for what is new.
	 * @param lists the lists
	 * @param start the time, in nanoseconds
	 * @return a pass that asks for the latest message first
	 */
	static ListPass poll(Collection<ConversationList> lists, long start) {
		return new ListPass(false, true, lists, start);
	}

	/**
	 * Begin to read everything.
	 * @param lists the lists
	 * @param sorted whether to ask for the latest message first
	 * @param start the time, in nanoseconds
	 * @return a pass over all pages
	 */
	static ListPass walk(Collection<ConversationList> lists, boolean sorted, long start) {
		return new ListPass(true, sorted, lists, start);
	}

	private void begin() {
		ConversationList list = this.lists.peek();
		this.number = (list == null || this.walk) ? 1 : list.poll();
		this.whole &= this.number == 1;
		this.previous = List.of();
		this.before = null;
		this.total = null;
		this.failures = 0;
		this.skipped = false;
	}

	ConversationQuery request() {
		return list().request(this.number, this.sorted);
	}

	ConversationList list() {
		return Objects.requireNonNull(this.lists.peek());
	}

	/**
	 * Return whether no page comes before the one that is requested.
	 * @return {@code false} when there may be later messages on others
	 */
	boolean isFirstPage() {
		return this.number == 1;
	}

	/**
	 * Go on to the next page that has to be read.
	 * @param page the page that was requested
	 * @param polled whether it is left to polls to tell what is known
	 */
	void read(Page<Conversation> page, boolean polled) {
		ConversationList list = list();
		answered();
		checkOrder(page);
		int next = next(list, page, polled);
		if (next != ConversationList.END) {
			// A page that is read again is not compared with one behind it.
			this.before = (next > this.number) ? this.before : null;
			this.whole &= next <= this.number + 1;
			this.number = next;
			this.previous = page.data();
			return;
		}
		this.whole &= !page.hasNextPage();
		nextList();
	}

	private void answered() {
		if (this.skipped) {
			OddAnswers.report(BEHIND, "cannot be read: it is left out");
			this.skipped = false;
			this.whole = false;
			this.before = null;
		}
		this.failures = 0;
	}

	/**
	 * Take note that the page could not be read. One that fails again and again is left
	 * out when the one behind it can be read.
	 */
	void failed() {
		if (this.skipped) {
			this.skipped = false;
			this.number--;
		}
		else if (hasRead()) {
			this.failures++;
			this.skipped = this.failures >= MAX_FAILURES;
			this.number += this.skipped ? 1 : 0;
			this.failures %= MAX_FAILURES;
		}
	}

	private void nextList() {
		this.lists.remove();
		begin();
	}

	/**
	 * Return whether a page of the list was answered.
	 * @return {@code false} while a refusal may be for the request itself
	 */
	boolean hasRead() {
		return !this.previous.isEmpty();
	}

	/**
	 * Read no more of the list, of which the server refuses a page.
	 */
	void endList() {
		OddAnswers.report(BEHIND, "is refused: the list ends before it");
		this.whole = false;
		nextList();
	}

	private int next(ConversationList list, Page<Conversation> page, boolean polled) {
		if (this.number > 1 && repeats(page)) {
			OddAnswers.report("A page of the list of conversations", "is the one before it: the list ends there");
			return ConversationList.END;
		}
		int moved = movedUp(page.meta().totalCount());
		if (moved > 0) {
			return this.number - moved;
		}
		if (!this.walk) {
			return list.polled(this.number, page);
		}
		if (!polled || list.isUnknown()) {
			list.walked(this.number, page);
		}
		return page.hasNextPage() ? this.number + 1 : ConversationList.END;
	}

	// When conversations are removed from the list, those behind move to pages that were
	// read already. Those that come to its top meanwhile make up for it.
	private int movedUp(@Nullable Long total) {
		long removed = (this.total != null && total != null) ? this.total - total : 0;
		this.total = total;
		int size = Math.max(1, this.previous.size());
		return (int) Math.min(this.number - 1L, (Math.max(0, removed) + size - 1) / size);
	}

	private boolean repeats(Page<Conversation> page) {
		Integer current = page.meta().currentPage();
		return (current != null) ? current < this.number : !page.data().isEmpty() && page.data().equals(this.previous);
	}

	private void checkOrder(Page<Conversation> page) {
		checkBehind(page);
		boolean samePage = false;
		for (Instant time : ConversationList.times(page)) {
			Instant before = this.before;
			this.disordered |= samePage && before != null && time.isAfter(before);
			this.ordered |= before != null && time.isBefore(before);
			this.before = time;
			samePage = true;
		}
	}

	// A page moves down while others come to its top. So it begins with rows of the page
	// before, or all of it does not belong behind that page.
	private void checkBehind(Page<Conversation> page) {
		Instant end = this.before;
		if (end == null) {
			return;
		}
		Set<String> read = this.previous.stream().map(Conversation::id).collect(Collectors.toSet());
		boolean behind = false;
		boolean later = false;
		for (Conversation row : page.data()) {
			Instant time = row.lastMessageAt();
			behind |= time != null && time.isBefore(end);
			later |= time != null && time.isAfter(end) && !read.contains(row.id());
		}
		this.disordered |= behind && later;
	}

	boolean isOver() {
		return this.lists.isEmpty();
	}

	boolean isWalk() {
		return this.walk;
	}

	boolean isSorted() {
		return this.sorted;
	}

	/**
	 * Return whether every page was read.
	 * @return {@code true} also for a poll of short lists
	 */
	boolean isWhole() {
		return this.whole;
	}

	/**
	 * Return whether a page shows that the latest message does not come first.
	 * @return {@code true} when the server sorts by something else
	 */
	boolean isDisordered() {
		return this.disordered;
	}

	/**
	 * Return whether the pages show that the latest message comes first.
	 * @return {@code false} as well when all times are the same
	 */
	boolean isOrdered() {
		return this.ordered && !this.disordered;
	}

	long start() {
		return this.start;
	}

}
