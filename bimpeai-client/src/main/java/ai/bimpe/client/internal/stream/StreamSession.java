package ai.bimpe.client.internal.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.internal.Concat;
import ai.bimpe.client.internal.http.StreamConnector;
import ai.bimpe.client.internal.http.StreamObservation;
import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.stream.StreamSilence;
import ai.bimpe.client.stream.StreamTicket;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.ObjectReader;

/**
 * One subscription to a message stream, over all its connections:
 *
 * <pre>
 * ticket -> connect -> live -> (drop -> wait -> ticket ...) -> ended
 * </pre>
 *
 * Its states follow each other, so nothing here is shared between threads at one time.
 */
final class StreamSession {

	/** A connection that held so long was a good one, even when nothing was said. */
	private static final long STABLE_NANOS = Duration.ofMinutes(1).toNanos();

	/** Times of the server are told in whole seconds. */
	private static final Duration CLOCK_MARGIN = Duration.ofSeconds(1);

	private final StreamConnector connector;

	private final StreamObservation observation;

	private final ObjectReader messageReader;

	private final TicketLimiter ticketLimiter;

	private final StreamRequests requests;

	private final StreamOptions options;

	private final Cursor cursor;

	private final RetrySequence budget;

	/**
	 * Ends a connection or a wait whose cancel got lost between two sources: operators of
	 * Reactor that follow one by another may miss it when it comes in that moment.
	 */
	private final Sinks.Empty<Void> over = Sinks.empty();

	private Duration serverDelay = Duration.ZERO;

	private long liveSince;

	private boolean ticketGiven;

	private boolean live;

	private boolean ticketRefused;

	private boolean ended;

	private int failures;

	private long reconnects = -1;

	StreamSession(StreamConnector connector, StreamObservation observation, ObjectReader messageReader,
			TicketLimiter ticketLimiter, StreamRequests requests, StreamOptions options) {
		this.connector = connector;
		this.observation = observation;
		this.messageReader = messageReader;
		this.ticketLimiter = ticketLimiter;
		this.requests = requests;
		this.options = options;
		this.cursor = new Cursor(options.after());
		this.budget = connector.retries().forStream(options.maxRetries());
	}

	Flux<StreamEvent> events() {
		return this.connector
			.endWithClient(Flux.defer(this::connection).onErrorResume(this::dropped).repeat(() -> !this.ended))
			.doFinally((signal) -> {
				this.over.tryEmitEmpty();
				this.budget.close(null);
			});
	}

	private Flux<StreamEvent> connection() {
		this.ticketGiven = false;
		this.live = false;
		Flux<StreamEvent> connection = ticket().flatMapMany((ticket) -> {
			this.ticketGiven = true;
			return connect(ticket);
		}).concatWith(Flux.defer(this::closedByServer)).takeUntilOther(this.over.asMono());
		return this.observation.around(this.requests.agentId(), this.requests.conversationId(), connection,
				() -> this.live);
	}

	// Through a future, so that the finished ticket call does not live as long as the
	// connection.
	private Mono<String> ticket() {
		Mono<String> ticket = this.ticketLimiter.limit(this.requests.ticket()).mapNotNull(StreamTicket::ticket);
		return Mono.deferContextual((context) -> Mono.fromFuture(ticket.contextWrite(context).toFuture()))
			.switchIfEmpty(Mono.error(() -> new ApiConnectionException("The server gave no ticket", null, true)));
	}

	private Flux<StreamEvent> connect(String ticket) {
		Watchdog watchdog = new Watchdog(this.connector.openTimeout(), this.options.idleTimeout(),
				this.connector.timer());
		StreamConnection connection = new StreamConnection(this, this.messageReader, this.connector.maxEventSize(),
				watchdog);
		Flux<StreamEvent> guarded = watchdog
			.guard(this.connector.connect(this.requests.connection(ticket, this.cursor.after()), connection::live));
		// Behind the watchdog: what it cuts off was not delivered, and is asked for
		// again.
		return StreamSilence.measured(guarded, watchdog::silence).filter(this::isNews);
	}

	private boolean isNews(StreamEvent event) {
		return !(event instanceof StreamEvent.Message received) || this.cursor.advance(received.message().id());
	}

	private Flux<StreamEvent> closedByServer() {
		if (!this.options.reconnect()) {
			this.ended = true;
			return Flux.just(new StreamEvent.Ended());
		}
		return Flux.error(new StreamDisconnectedException("The server closed the stream"));
	}

	private Flux<StreamEvent> dropped(Throwable failure) {
		if (!(failure instanceof BimpeAIException cause) || !this.options.reconnect() || isFinal(cause)) {
			return Flux.error(failure);
		}
		if (this.live && now() - this.liveSince >= STABLE_NANOS) {
			healthy();
		}
		this.failures++;
		if (this.ticketGiven && failure instanceof AuthenticationException) {
			this.ticketRefused = true;
			return Flux.just(new StreamEvent.Reconnecting(this.failures, Duration.ZERO, cause));
		}
		return this.budget.next(failure, this.serverDelay)
			.flatMapMany((delay) -> Concat.<StreamEvent>of(
					Flux.just(new StreamEvent.Reconnecting(this.failures, delay, cause)),
					Mono.delay(delay, this.connector.timer()).takeUntilOther(this.over.asMono()).then(Mono.empty())));
	}

	// Refused although the ticket was fresh: once can be bad luck with its expiry, twice
	// cannot.
	private boolean isFinal(BimpeAIException failure) {
		if (!this.ticketGiven || this.live) {
			return false;
		}
		if (failure instanceof AuthenticationException) {
			return this.ticketRefused;
		}
		boolean busy = failure instanceof RateLimitException
				|| (failure instanceof ApiException api && ErrorCode.TOO_MANY_STREAMS.equals(api.code()));
		return busy && !this.options.retryWhenBusy();
	}

	void connected(Instant serverTime) {
		this.cursor.startAt(serverTime.minus(CLOCK_MARGIN));
		this.live = true;
		this.liveSince = now();
		this.ticketRefused = false;
		this.reconnects++;
	}

	void healthy() {
		if (this.failures > 0) {
			this.failures = 0;
			this.budget.reset();
		}
	}

	void serverDelay(Duration delay) {
		Duration longest = this.connector.retries().maxRetryAfter();
		this.serverDelay = (delay.compareTo(longest) < 0) ? delay : longest;
	}

	Cursor cursor() {
		return this.cursor;
	}

	long reconnects() {
		return this.reconnects;
	}

	private long now() {
		return this.connector.timer().now(TimeUnit.NANOSECONDS);
	}

}
