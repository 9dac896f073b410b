package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Failed;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Poll;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Polled;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Seen;
import ai.bimpe.spring.stream.internal.source.ConversationPoller.Walked;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * What was read for a follower and was not taken by it yet: of each conversation the
 * latest row. So one that waits for its store holds up no other. When there is more than
 * fits, rows are left out, and everything has to be read for it again. Thread-safe.
 */
final class PollBuffer {

	/** On all lists together. */
	static final int MAX_CONVERSATIONS = 1000;

	private final FluxSink<Poll> sink;

	private final TimeSource time;

	private final Consumer<Boolean> emptied;

	private final AtomicInteger work = new AtomicInteger();

	private final Map<ConversationQuery, Seen> pages = new LinkedHashMap<>();

	private int conversations;

	/** The end of a poll or of a walk, behind the pages. */
	private @Nullable Poll end;

	private @Nullable Failed failure;

	/** The walk at work has begun before this buffer, or rows of it were left out. */
	private boolean incomplete = true;

	/** Rows were left out, and were not read again. */
	private boolean behind;

	/** When something was taken last, or put into an empty buffer. */
	private long since;

	/**
	 * Create.
	 * @param sink receives as much as it requests
	 * @param time measures how long nothing is taken
	 * @param emptied called when everything was taken, with whether rows were left out
	 */
	PollBuffer(FluxSink<Poll> sink, TimeSource time, Consumer<Boolean> emptied) {
		this.sink = sink;
		this.time = time;
		this.emptied = emptied;
	}

	/**
	 * Add what was read.
	 * @param poll a page, an end or a failure
	 */
	void add(Poll poll) {
		synchronized (this) {
			if (isEmpty()) {
				this.since = this.time.nanoTime();
			}
			put(poll);
		}
		drain();
	}

	private void put(Poll poll) {
		if (poll instanceof Seen page) {
			this.pages.put(page.query(), merge(this.pages.remove(page.query()), page));
			this.failure = null;
		}
		else if (poll instanceof Failed failed) {
			this.failure = failed;
		}
		else if (poll instanceof Walked walked && this.incomplete) {
			end(new Polled(walked.duration()));
		}
		else {
			end(poll);
		}
	}

	// The conversations that a walk has not met are gone: it must not be passed over.
	private void end(Poll poll) {
		if (!(this.end instanceof Walked) || poll instanceof Walked) {
			this.end = poll;
		}
	}

	private Seen merge(@Nullable Seen known, Seen page) {
		if (known == null && this.conversations + page.conversations().size() <= MAX_CONVERSATIONS) {
			this.conversations += page.conversations().size();
			return page;
		}
		Map<String, Conversation> rows = new LinkedHashMap<>();
		List<Conversation> before = (known != null) ? known.conversations() : List.of();
		this.conversations -= before.size();
		before.forEach((row) -> rows.put(row.id(), row));
		for (Conversation row : page.conversations()) {
			if (this.conversations + rows.size() < MAX_CONVERSATIONS || rows.containsKey(row.id())) {
				rows.put(row.id(), row);
			}
			else {
				this.incomplete = true;
				this.behind = true;
			}
		}
		this.conversations += rows.size();
		return new Seen(page.query(), new ArrayList<>(rows.values()), page.date(), page.newest());
	}

	/**
	 * Pass on as much as was requested.
	 */
	void drain() {
		if (this.work.getAndIncrement() != 0) {
			return;
		}
		boolean taken = false;
		int done = 1;
		do {
			Poll next = take();
			while (next != null) {
				taken = true;
				this.sink.next(next);
				next = take();
			}
			done = this.work.addAndGet(-done);
		}
		while (done != 0);
		if (taken) {
			report();
		}
	}

	private synchronized @Nullable Poll take() {
		if (isEmpty() || this.sink.requestedFromDownstream() <= 0) {
			return null;
		}
		this.since = this.time.nanoTime();
		Iterator<Seen> first = this.pages.values().iterator();
		Poll next;
		if (first.hasNext()) {
			next = first.next();
			first.remove();
			this.conversations -= ((Seen) next).conversations().size();
		}
		else if (this.end != null) {
			next = this.end;
			this.end = null;
		}
		else {
			next = this.failure;
			this.failure = null;
		}
		return next;
	}

	private void report() {
		boolean behind;
		synchronized (this) {
			if (!isEmpty()) {
				return;
			}
			behind = this.behind;
			this.behind = false;
		}
		this.emptied.accept(behind);
	}

	/**
	 * Take note that everything is read from now on.
	 */
	synchronized void walk() {
		this.incomplete = false;
	}

	/**
	 * Return how much longer the follower is waited for.
	 * @param patience how long it may take nothing
	 * @return the time, zero when it has taken everything, or nothing for too long
	 */
	synchronized Duration busy(Duration patience) {
		Duration idle = Duration.ofNanos(this.time.nanoTime() - this.since);
		return (isEmpty() || idle.compareTo(patience) >= 0) ? Duration.ZERO : patience.minus(idle);
	}

	private boolean isEmpty() {
		return this.pages.isEmpty() && this.end == null && this.failure == null;
	}

}
