package ai.bimpe.client.internal.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.internal.Concat;
import ai.bimpe.client.internal.Durations;
import ai.bimpe.client.internal.UnicodeRules;
import ai.bimpe.client.internal.http.StreamConnector;
import ai.bimpe.client.internal.http.StreamObservation;
import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.client.observation.StreamObservationDocumentation.Events;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.stream.StreamSilence;
import ai.bimpe.client.stream.StreamTicket;
import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.ContextView;
import tools.jackson.databind.ObjectReader;

/**
 * One subscription to a message stream, over all its connections:
 *
 * <pre>
 * ticket -> connect -> live -> (drop -> wait -> ticket ...) -> ended
 * </pre>
 *
 * Its state changes only behind the watchdog, where events of the connection, its end and
 * the time-out follow each other: nothing here is shared between threads at one time.
 */
final class StreamSession {

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

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

	private final Duration stableAfter;

	private Duration serverDelay = Duration.ZERO;

	private long liveSince;

	private @Nullable Throwable failure;

	private boolean ticketGiven;

	private boolean live;

	private boolean ticketRefused;

	private boolean ended;

	private boolean truncated;

	/** The subscriber reports what is skipped. */
	private boolean quiet;

	private boolean unknownReported;

	private int failures;

	private long connections;

	StreamSession(StreamConnector connector, StreamObservation observation, ObjectReader messageReader,
			TicketLimiter ticketLimiter, StreamRequests requests, StreamOptions options) {
		this.connector = connector;
		this.observation = observation;
		this.messageReader = messageReader;
		this.ticketLimiter = ticketLimiter;
		this.requests = requests;
		this.options = options;
		this.cursor = new Cursor(options.after());
		this.stableAfter = Durations.limit(options.retryDelayResetThreshold());
		this.budget = connector.retries().forStream(options.maxRetries());
	}

	Flux<StreamEvent> events() {
		return this.connector
			.endWithClient(
					Flux.deferContextual(this::connection).onErrorResume(this::dropped).repeat(() -> !this.ended))
			.doOnError((failure) -> this.failure = failure)
			.doFinally((signal) -> {
				this.over.tryEmitEmpty();
				this.budget.close(this.failure);
			});
	}

	private Flux<StreamEvent> connection(ContextView context) {
		this.quiet = SkippedEvents.areReportedBySubscriber(context);
		this.ticketGiven = false;
		this.live = false;
		this.truncated = false;
		Flux<StreamEvent> connection = ticket().flatMapMany((ticket) -> {
			this.ticketGiven = true;
			return connect(ticket);
		}).concatWith(Flux.defer(this::closedByServer)).takeUntilOther(this.over.asMono());
		return this.observation.around(this.requests.agentId(), this.requests.conversationId(), connection,
				() -> this.live, StreamSession::observed);
	}

	private static Observation.@Nullable Event observed(StreamEvent event) {
		if (!(event instanceof StreamEvent.Skipped skipped)) {
			return null;
		}
		return switch (skipped.reason()) {
			case MALFORMED -> Events.SKIPPED_MALFORMED;
			case TOO_LARGE -> Events.SKIPPED_TOO_LARGE;
			case UNKNOWN_TYPE -> Events.SKIPPED_UNKNOWN_TYPE;
		};
	}

	// Through a future, so that the finished ticket call does not live as long as the
	// connection.
	private Mono<String> ticket() {
		Mono<String> ticket = this.ticketLimiter.limit(this.requests.ticket(), this.connector.openTimeout())
			.mapNotNull(StreamTicket::ticket)
			.filter((value) -> !value.isBlank() && UnicodeRules.isWellFormed(value));
		return Mono.deferContextual((context) -> Mono.fromFuture(ticket.contextWrite(context).toFuture()))
			.switchIfEmpty(Mono.error(() -> new ApiConnectionException("The server gave no ticket", null, true)));
	}

	private Flux<StreamEvent> connect(String ticket) {
		Watchdog watchdog = new Watchdog(this.connector.openTimeout(), this.options.idleTimeout(),
				this.connector.timer());
		StreamConnection connection = new StreamConnection(this.messageReader, this.connector.maxEventSize(), watchdog,
				this.connector.timer());
		StreamEvent.Connected connected = new StreamEvent.Connected(this.connections);
		Flux<StreamEvent> guarded = watchdog
			.guard(this.connector.connect(this.requests.connection(ticket, this.cursor.after()), watchdog::answered,
					(bytes, serverTime) -> connection.live(connected, bytes, serverTime)));
		// Behind the watchdog: what it cuts off was not delivered, and is asked for
		// again.
		return StreamSilence.measured(guarded, watchdog::silence)
			.filter((event) -> isNews(event, connection))
			.doOnTerminate(() -> ended(connection));
	}

	private void ended(StreamConnection connection) {
		this.truncated = connection.isTruncated();
		Duration asked = connection.serverDelay();
		if (asked != null) {
			Duration longest = this.connector.retries().maxRetryAfter();
			this.serverDelay = (asked.compareTo(longest) < 0) ? asked : longest;
		}
	}

	private boolean isNews(StreamEvent event, StreamConnection connection) {
		if (event instanceof StreamEvent.Connected) {
			connected(connection);
		}
		else if (event instanceof StreamEvent.Heartbeat) {
			startAt(connection);
			healthy();
		}
		else if (event instanceof StreamEvent.Message received) {
			if (!this.cursor.advance(received.message().id())) {
				return false;
			}
			healthy();
		}
		else if (event instanceof StreamEvent.Skipped skipped) {
			report(skipped);
		}
		return true;
	}

	// Types that are new to this version come again and again.
	private void report(StreamEvent.Skipped skipped) {
		boolean unknown = skipped.reason() == StreamEvent.Skipped.Reason.UNKNOWN_TYPE;
		String text = "An event of conversation '" + this.requests.conversationId() + "' was skipped "
				+ SkippedEvents.describe(skipped);
		if (this.quiet || (unknown && this.unknownReported)) {
			logger.debug(text);
		}
		else {
			logger.warn(text);
		}
		this.unknownReported |= unknown;
	}

	private void connected(StreamConnection connection) {
		this.cursor.startAtLocal(this.connector.clock().instant().minus(CLOCK_MARGIN));
		startAt(connection);
		this.live = true;
		this.liveSince = now();
		this.connections++;
	}

	private void startAt(StreamConnection connection) {
		Instant serverTime = connection.serverTime();
		if (serverTime != null) {
			this.cursor.startAt(serverTime.minus(CLOCK_MARGIN));
		}
	}

	private Flux<StreamEvent> closedByServer() {
		if (this.truncated) {
			return Flux.error(new ApiConnectionException("The stream has ended in the middle of an event", null, true));
		}
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
		if (this.live && now() - this.liveSince >= this.stableAfter.toNanos()) {
			healthy();
			this.budget.resetDelay();
		}
		this.failures++;
		this.ticketRefused = this.ticketGiven && failure instanceof AuthenticationException;
		if (this.ticketRefused) {
			return Flux.just(new StreamEvent.Reconnecting(this.failures, Duration.ZERO, cause));
		}
		return this.budget.next(failure, this.serverDelay)
			.flatMapMany((delay) -> Concat.<StreamEvent>of(
					Flux.just(new StreamEvent.Reconnecting(this.failures, delay, cause)),
					Mono.delay(delay, this.connector.timer()).takeUntilOther(this.over.asMono()).then(Mono.empty())));
	}

	private boolean isFinal(BimpeAIException failure) {
		if (this.ticketGiven && !this.live && failure instanceof AuthenticationException) {
			// Refused although the ticket was fresh: once can be bad luck with its
			// expiry, twice in a row cannot.
			return this.ticketRefused;
		}
		// What was open before will be again. At first, it is more likely a mistake.
		if (this.connections > 0) {
			return false;
		}
		boolean busy = failure instanceof RateLimitException
				|| (failure instanceof ApiException api && ErrorCode.TOO_MANY_STREAMS.equals(api.code()));
		return failure instanceof InvalidResponseException
				|| (this.ticketGiven && busy && !this.options.retryWhenBusy());
	}

	// The count starts anew. The delay does when the connection has held: a server that
	// accepts, greets and closes is asked less and less often.
	private void healthy() {
		if (this.failures > 0) {
			this.failures = 0;
			this.budget.resetCount();
		}
	}

	private long now() {
		return this.connector.timer().now(TimeUnit.NANOSECONDS);
	}

}
