package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.BadRequestException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * Reads the lists of an agent's conversations for all of its followers, one page after
 * the other. A server that lists the latest message first is polled for what is new, and
 * the budget that is left over is for a walk over everything, which is rare. Any other
 * server is walked again and again. Each request waits until it may within the budget,
 * attempts after a failure included.
 */
final class ConversationPoller {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	/** The longest window of a rate limit, whatever our clock makes of its end. */
	private static final Duration WINDOW = Duration.ofMinutes(1);

	private final ReactiveConversations conversations;

	private final String agentId;

	private final RequestWaits waits;

	private final RequestRateLimiter rateLimiter;

	private final TimeSource time;

	private final ServerClock clock;

	private final Followers followers = new Followers();

	private final Flux<Poll> polls;

	private final List<PollBuffer> buffers = new CopyOnWriteArrayList<>();

	/** Emits when what is read next may be something else. */
	private final Sinks.Many<Boolean> changes = Sinks.many().multicast().directBestEffort();

	/** Whether somebody has to be shown everything. */
	private final AtomicBoolean everything = new AtomicBoolean();

	private Order order = Order.UNKNOWN;

	private @Nullable ListPass poll;

	private @Nullable ListPass walk;

	private long polledAt;

	private long walkedAt;

	/** When every page had been read. */
	private long walkEnd;

	private long refusedAt;

	private @Nullable RequestFailures failures;

	ConversationPoller(ReactiveConversations conversations, String agentId, RequestWaits waits, TimeSource time) {
		this.conversations = conversations;
		this.agentId = agentId;
		this.waits = waits;
		this.time = time;
		this.rateLimiter = new RequestRateLimiter(WINDOW, time);
		this.clock = new ServerClock(time);
		this.polls = Flux.defer(this::next).repeat().doOnNext(this::add).publish(1).refCount();
	}

	/**
	 * Add a follower. Thread-safe.
	 * @param follower who reads along
	 */
	void join(Follower follower) {
		this.rateLimiter.gap(this.followers.add(follower));
	}

	/**
	 * Remove a follower. Thread-safe.
	 * @param follower who reads along no more
	 * @return whether it was the last one
	 */
	boolean leave(Follower follower) {
		this.rateLimiter.gap(this.followers.remove(follower));
		return this.followers.isEmpty();
	}

	/**
	 * Read the lists, for ever, as long as there is a subscriber. Each is shown the whole
	 * lists first. One that requests nothing holds up no other for long, and may be shown
	 * several pages as one.
	 * @return what they say; an error for failures that are not of the server
	 */
	Flux<Poll> polls() {
		return Flux.create(this::show, FluxSink.OverflowStrategy.ERROR);
	}

	private void show(FluxSink<Poll> sink) {
		PollBuffer buffer = new PollBuffer(sink, this.time, this::emptied);
		this.buffers.add(buffer);
		this.everything.set(true);
		sink.onRequest((requested) -> buffer.drain());
		Disposable reading = this.polls.subscribe(null, sink::error, null, Context.of(sink.contextView()));
		sink.onDispose(() -> {
			this.buffers.remove(buffer);
			reading.dispose();
		});
		change();
	}

	private void add(Poll poll) {
		this.buffers.forEach((buffer) -> buffer.add(poll));
	}

	private void emptied(boolean behind) {
		if (behind) {
			this.everything.set(true);
		}
		change();
	}

	// One that gets lost because of another costs one interval at most.
	private void change() {
		this.changes.tryEmitNext(true);
	}

	// What is read is decided when it may be: a poll does not wait for the walk.
	private Flux<Poll> next() {
		ListPass pass = pass();
		if (pass == null) {
			return rest(this.everything::get, untilDue(walkDue()));
		}
		Duration busy = pass.isWalk() ? busy() : Duration.ZERO;
		return busy.isZero() ? this.rateLimiter.permit().thenMany(Flux.defer(this::read))
				: rest(() -> busy().isZero(), untilDue(this.time.nanoTime() + busy.toNanos()));
	}

	// A walk is read as fast as those that have something new begin at their checkpoints,
	// but does not wait for a store that does not answer.
	private Duration busy() {
		Duration patience = Duration.ofNanos(2 * this.followers.pollInterval());
		return this.buffers.stream()
			.map((buffer) -> buffer.busy(patience))
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
	}

	private @Nullable ListPass pass() {
		begin(this.time.nanoTime());
		return (this.poll != null) ? this.poll : this.walk;
	}

	private void begin(long now) {
		if (this.everything.getAndSet(false)) {
			this.poll = null;
			walk(now);
		}
		if (this.poll == null && this.order == Order.LATEST_FIRST && now >= pollDue()) {
			this.poll = ListPass.poll(this.followers.lists(), now);
			this.polledAt = now;
		}
		if (this.poll == null && this.walk == null && now >= walkDue()) {
			walk(now);
		}
	}

	private void walk(long now) {
		boolean sorted = this.order != Order.REFUSED || now - this.refusedAt >= this.followers.walkInterval();
		this.walk = ListPass.walk(this.followers.lists(), sorted, now);
		this.walkedAt = now;
		this.buffers.forEach(PollBuffer::walk);
	}

	private long pollDue() {
		return this.polledAt + this.followers.pollInterval();
	}

	private long walkDue() {
		return (this.order == Order.LATEST_FIRST) ? this.walkEnd + this.followers.walkInterval()
				: this.walkedAt + this.followers.pollInterval();
	}

	private Duration untilDue(long walkDue) {
		long due = (this.order == Order.LATEST_FIRST) ? Math.min(pollDue(), walkDue) : walkDue;
		return Duration.ofNanos(Math.max(0, due - this.time.nanoTime()));
	}

	private Flux<Poll> rest(BooleanSupplier over, Duration left) {
		return Mono
			.firstWithSignal(this.time.delay(left).then(), this.changes.asFlux().next().then(),
					Mono.defer(() -> over.getAsBoolean() ? Mono.empty() : Mono.never()))
			.thenMany(Flux.empty());
	}

	// A failure costs one page, not the walk: a long list would never be read to its end.
	private Flux<Poll> read() {
		ListPass pass = Objects.requireNonNull(pass());
		return this.conversations.list(this.agentId, pass.request(), RequestOption.maxRetries(0))
			.firstPage()
			.flatMapIterable((page) -> seen(pass, page))
			.onErrorResume(RequestFailures::isTransient, (failure) -> failed(pass, (BimpeAIException) failure));
	}

	private List<Poll> seen(ListPass pass, Page<Conversation> page) {
		this.failures = null;
		this.clock.synchronize(page.date());
		heed(page.rateLimit());
		List<Poll> polls = new ArrayList<>();
		polls.add(new Seen(pass.list().query(), page.data(), page.date(), newest(pass, page)));
		pass.read(page, this.order == Order.LATEST_FIRST);
		learn(pass, page);
		if (pass.isOver()) {
			polls.add(over(pass, this.time.nanoTime()));
		}
		return polls;
	}

	private static @Nullable Instant newest(ListPass pass, Page<Conversation> page) {
		return pass.isFirstPage() ? ServerClock.newest(page.data().stream().map(Conversation::lastMessageAt).toList(),
				!page.hasNextPage()) : null;
	}

	private void heed(RateLimit limit) {
		if (limit.remaining() != null && limit.remaining() <= 0 && limit.resetAt() != null) {
			Duration left = Duration.between(this.clock.instant(), limit.resetAt());
			this.rateLimiter.pause((left.compareTo(WINDOW) < 0) ? left : WINDOW);
		}
	}

	private void learn(ListPass pass, Page<Conversation> page) {
		if (!pass.isSorted()) {
			return;
		}
		if (pass.isDisordered()) {
			become(Order.ANY, page.hasNextPage());
			this.poll = null;
		}
		else if (this.order == Order.REFUSED || this.order == Order.UNKNOWN) {
			become(pass.isOrdered() ? Order.LATEST_FIRST : Order.UNKNOWN, false);
			this.polledAt = pass.start();
		}
	}

	private void become(Order order, boolean isLong) {
		if (isLong && order != this.order) {
			logger.info("The server does not list the conversations of agent '" + this.agentId
					+ "' by the time of their last message: all of them are read again and again");
		}
		this.order = order;
	}

	private Poll over(ListPass pass, long now) {
		Duration duration = Duration.ofNanos(now - pass.start());
		if (pass.isWalk()) {
			this.walk = null;
			this.walkEnd = now;
			if (pass.isSorted() && pass.isOrdered() && this.order == Order.ANY) {
				become(Order.LATEST_FIRST, false);
				this.polledAt = pass.start();
			}
		}
		else {
			this.poll = null;
		}
		if (pass.isWhole()) {
			this.walkEnd = now;
		}
		return pass.isWhole() ? new Walked(duration, !pass.isWalk() || this.order != Order.LATEST_FIRST)
				: new Polled(duration);
	}

	private Flux<Poll> failed(ListPass pass, BimpeAIException failure) {
		if (pass.isSorted() && failure instanceof BadRequestException && !pass.hasRead()) {
			this.refusedAt = this.time.nanoTime();
			become(Order.REFUSED, true);
			this.poll = null;
			walk(this.refusedAt);
			return Flux.empty();
		}
		if (failure instanceof BadRequestException && pass.hasRead()) {
			pass.endList();
			return pass.isOver() ? Flux.just(over(pass, this.time.nanoTime())) : Flux.empty();
		}
		if (this.order == Order.REFUSED && failure instanceof BadRequestException) {
			// It was not for the sort.
			become(Order.UNKNOWN, false);
		}
		pass.failed();
		RequestFailures failures = (this.failures != null) ? this.failures : new RequestFailures(this.waits);
		this.failures = failures;
		Duration delay = failures.delayAfter(failure);
		this.rateLimiter.pause(delay);
		return Flux.just(new Failed(new StreamEvent.Reconnecting(failures.count(), delay, failure)));
	}

	/**
	 * Ask for a conversation that the list names no more.
	 * @param id the id of the conversation
	 * @return whether the server says that it does not exist
	 */
	Mono<Boolean> isGone(String id) {
		return this.rateLimiter.permit()
			.then(Mono.defer(() -> this.conversations.retrieve(this.agentId, id, RequestOption.maxRetries(0))))
			.map((conversation) -> false)
			.onErrorResume(BimpeAIException.class, (failure) -> Mono.just(failure instanceof NotFoundException));
	}

	/**
	 * End the wait after a failure.
	 */
	void retry() {
		this.rateLimiter.resume();
	}

	/**
	 * Return how many more requests there may be in the current minute. Thread-safe.
	 * @return the number, not negative
	 */
	int requestsLeft() {
		return this.rateLimiter.remaining();
	}

	/** What the server sorts by when it is asked for the latest message first. */
	private enum Order {

		/** No page has shown it yet. */
		UNKNOWN,

		/** By what it is asked for. */
		LATEST_FIRST,

		/** By something else. */
		ANY,

		/** It does not answer such a request. */
		REFUSED

	}

	/** What the lists say. */
	sealed interface Poll {

	}

	/**
	 * A page of a list.
	 *
	 * @param query which list it is of
	 * @param conversations the conversations on it
	 * @param date when the server sent it, {@code null} when it does not say
	 * @param newest the time of the newest message of the list, {@code null} when that is
	 * not known from this page
	 */
	record Seen(ConversationQuery query, List<Conversation> conversations, @Nullable Instant date,
			@Nullable Instant newest) implements Poll {

	}

	/**
	 * What is new was read.
	 *
	 * @param duration how long it took
	 */
	record Polled(Duration duration) implements Poll {

	}

	/**
	 * Every page was read.
	 *
	 * @param duration how long it took
	 * @param isPoll whether what is new is found in no other way
	 */
	record Walked(Duration duration, boolean isPoll) implements Poll {

	}

	/**
	 * A page could not be read, and is tried again.
	 *
	 * @param event why, and when
	 */
	record Failed(StreamEvent.Reconnecting event) implements Poll {

	}

}
