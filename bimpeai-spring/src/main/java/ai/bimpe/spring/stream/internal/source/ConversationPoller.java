package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ai.bimpe.client.conversations.Conversation;
import ai.bimpe.client.conversations.ConversationChannel;
import ai.bimpe.client.conversations.ConversationQuery;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.internal.Concat;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Walks over the list of an agent's conversations again and again. The contract names no
 * order that would allow to stop early, so each walk reads all pages. Each request waits
 * until it may within the budget, attempts after a failure included; a walk that takes
 * longer than the interval is followed by the next one at once.
 */
final class ConversationPoller {

	private static final int PAGE_SIZE = 100;

	private static final int END = 0;

	/** The longest window of a rate limit, whatever our clock makes of its end. */
	private static final Duration WINDOW = Duration.ofMinutes(1);

	private final ReactiveConversations conversations;

	private final String agentId;

	private final List<ConversationQuery> queries;

	private final Duration interval;

	private final RequestWaits waits;

	private final RequestRateLimiter rateLimiter;

	private final TimeSource time;

	private final ServerClock clock;

	private final SourceStatus status;

	private int page;

	private @Nullable RequestFailures failures;

	ConversationPoller(ReactiveConversations conversations, String agentId, AgentStreamSettings settings,
			RequestWaits waits, RequestRateLimiter rateLimiter, TimeSource time, ServerClock clock,
			SourceStatus status) {
		this.conversations = conversations;
		this.agentId = agentId;
		this.queries = queries(settings);
		this.interval = settings.pollInterval();
		this.waits = waits;
		this.rateLimiter = rateLimiter;
		this.time = time;
		this.clock = clock;
		this.status = status;
	}

	/**
	 * Watch the list, for ever.
	 * @return what it says; an error for failures that are not of the server
	 */
	Flux<Poll> polls() {
		return Flux.defer(this::poll).repeat();
	}

	private Flux<Poll> poll() {
		long start = this.time.nanoTime();
		Flux<Poll> walks = Flux.fromIterable(this.queries).concatMap(this::walk, 0);
		return Concat.of(walks.concatWith(Mono.fromSupplier(() -> walked(start))),
				Mono.defer(() -> rest(start)).then(Mono.empty()));
	}

	// Each poll reads the list to its end.
	private Poll walked(long start) {
		Duration duration = Duration.ofNanos(this.time.nanoTime() - start);
		this.status.polled(duration);
		this.status.walked(duration);
		return new Walked();
	}

	private Mono<Long> rest(long start) {
		return this.time.delay(Duration.ofNanos(Math.max(0, this.interval.toNanos() - (this.time.nanoTime() - start))));
	}

	// A failure costs one page, not the walk: a long list would never be read to its end.
	private Flux<Poll> walk(ConversationQuery query) {
		this.page = 1;
		return Flux.defer(() -> pages(query.page(this.page)))
			.onErrorResume(RequestFailures::isTransient, (failure) -> Mono.just(failed((BimpeAIException) failure)))
			.repeat(() -> this.page != END);
	}

	// The permit for the next page is asked for when this one is delivered, not before.
	private Flux<Poll> pages(ConversationQuery query) {
		Flux<Page<Conversation>> pages = this.conversations.list(this.agentId, query, RequestOption.maxRetries(0))
			.pages();
		return this.rateLimiter.permit()
			.thenMany(
					pages.concatMap(
							(page) -> Concat.<Poll>of(Flux.just(seen(page)),
									page.hasNextPage() ? this.rateLimiter.permit().then(Mono.empty()) : Mono.empty()),
							0));
	}

	private Poll seen(Page<Conversation> page) {
		this.page = page.hasNextPage() ? this.page + 1 : END;
		this.failures = null;
		this.clock.synchronize(page.date());
		heed(page.rateLimit());
		return new Seen(page.data(), page.date(), newest(page));
	}

	// Other channels may have later ones.
	private @Nullable Instant newest(Page<Conversation> page) {
		return (this.queries.size() == 1) ? ServerClock
			.newest(page.data().stream().map(Conversation::lastMessageAt).toList(), !page.hasNextPage()) : null;
	}

	private void heed(RateLimit limit) {
		if (limit.remaining() != null && limit.remaining() <= 0 && limit.resetAt() != null) {
			Duration left = Duration.between(this.clock.instant(), limit.resetAt());
			this.rateLimiter.pause((left.compareTo(WINDOW) < 0) ? left : WINDOW);
		}
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

	private Poll failed(BimpeAIException failure) {
		RequestFailures failures = (this.failures != null) ? this.failures : new RequestFailures(this.waits);
		this.failures = failures;
		Duration delay = failures.delayAfter(failure);
		this.rateLimiter.pause(delay);
		return new Failed(new StreamEvent.Reconnecting(failures.count(), delay, failure));
	}

	private static List<ConversationQuery> queries(AgentStreamSettings settings) {
		ConversationQuery query = ConversationQuery.create().limit(PAGE_SIZE);
		ConversationQuery base = (settings.testChannels() != null) ? query.isTestChannel(settings.testChannels())
				: query;
		if (settings.channels().isEmpty()) {
			return List.of(base);
		}
		return settings.channels().stream().map((channel) -> base.channel(ConversationChannel.of(channel))).toList();
	}

	/** What the list says. */
	sealed interface Poll {

	}

	/**
	 * A page of it.
	 *
	 * @param conversations the conversations on it
	 * @param date when the server sent it, {@code null} when it does not say
	 * @param newest the time of the newest message of all conversations, {@code null}
	 * when that is not known from this page
	 */
	record Seen(List<Conversation> conversations, @Nullable Instant date, @Nullable Instant newest) implements Poll {

	}

	/** The last page was read. */
	record Walked() implements Poll {

	}

	/**
	 * It could not be read, and is tried again.
	 *
	 * @param event why, and when
	 */
	record Failed(StreamEvent.Reconnecting event) implements Poll {

	}

}
