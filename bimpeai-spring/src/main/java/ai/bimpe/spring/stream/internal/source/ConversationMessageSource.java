package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import ai.bimpe.client.conversations.Message;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.internal.Concat;
import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import ai.bimpe.spring.stream.internal.source.MessageSource.Incoming;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The messages of one conversation. Begins anew also after failures that the client does
 * not want to sit out.
 */
final class ConversationMessageSource implements MessageSource {

	private static final StreamOptions OPTIONS = StreamOptions.create()
		.maxRetries(Integer.MAX_VALUE)
		.retryWhenBusy(true);

	private final String agentId;

	private final String conversationId;

	private final Function<StreamOptions, Flux<StreamEvent>> source;

	private final Supplier<Mono<Page<Message>>> list;

	private final RequestWaits waits;

	private final TimeSource time;

	private final Scheduler blocking;

	/**
	 * Create.
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param source gives the client's stream
	 * @param list reads a page of its messages, for the time of the server
	 * @param waits the waits on top of what a server asks for
	 * @param time runs all waits
	 * @param blocking has the threads that read the checkpoint of a conversation that is
	 * resumed
	 */
	ConversationMessageSource(String agentId, String conversationId, Function<StreamOptions, Flux<StreamEvent>> source,
			Supplier<Mono<Page<Message>>> list, RequestWaits waits, TimeSource time, Scheduler blocking) {
		this.agentId = agentId;
		this.conversationId = conversationId;
		this.source = source;
		this.list = list;
		this.waits = waits;
		this.time = time;
		this.blocking = blocking;
	}

	@Override
	public Flux<Incoming> open(SourceCheckpoints checkpoints, ConversationControl control) {
		CheckpointReader reader = new CheckpointReader(checkpoints, this.waits.backOff(), this.time, this.blocking);
		Mono<Cursor> again = reader.begin(List.of(this.conversationId))
			.map((begun) -> Objects.requireNonNull(begun.get(this.conversationId)).cursor());
		Mono<Cursor> first = Mono.fromCallable(() -> Cursor.of(checkpoints.current(this.conversationId)));
		return Flux.defer(() -> {
			ReleaseCycle start = new ReleaseCycle();
			return Flux.using(
					() -> control.requests().subscribe(start.requests(this.conversationId, control::released)),
					(requests) -> Flux.concat(begin(reader, control), cycle(start, first, control),
							cycles(start, again, control)),
					Disposable::dispose);
		}).map((event) -> new Incoming(this.conversationId, event));
	}

	// Where to start is a matter of the server's clock.
	private Flux<StreamEvent> begin(CheckpointReader checkpoints, ConversationControl control) {
		RequestFailures failures = new RequestFailures(this.waits);
		ServerClock clock = new ServerClock(this.time);
		return Flux.<StreamEvent>defer(() -> {
			if (checkpoints.isStarted()) {
				return Flux.empty();
			}
			return this.list.get()
				.flatMap((page) -> checkpoints.start(clock.start(page.date(),
						ServerClock.newest(page.data().stream().map(Message::createdAt).toList(),
								!page.hasNextPage()))))
				.thenMany(Flux.<StreamEvent>empty())
				.onErrorResume(RequestFailures::isTransient, (failure) -> {
					BimpeAIException cause = (BimpeAIException) failure;
					Duration delay = failures.delayAfter(cause);
					return delayed(new StreamEvent.Reconnecting(failures.count(), delay, cause), control);
				});
		}).repeat(() -> !checkpoints.isStarted());
	}

	private Flux<StreamEvent> delayed(StreamEvent.Reconnecting event, ConversationControl control) {
		return Concat.<StreamEvent>of(Flux.just(event),
				Mono.firstWithSignal(this.time.delay(event.delay()), control.retries().next()).then(Mono.empty()));
	}

	private Flux<StreamEvent> cycles(ReleaseCycle start, Mono<Cursor> cursor, ConversationControl control) {
		ReleaseCycle[] last = { start };
		return Flux.defer(() -> next(last[0])).concatMap((next) -> {
			last[0] = next;
			return cycle(next, cursor, control);
		}, 0).repeat(() -> last[0].isReleased());
	}

	private static Mono<ReleaseCycle> next(ReleaseCycle cycle) {
		return cycle.isReleased() ? cycle.next() : Mono.empty();
	}

	// Reported behind everything that the stream has brought: nothing follows.
	private Flux<StreamEvent> cycle(ReleaseCycle cycle, Mono<Cursor> cursor, ConversationControl control) {
		return cursor.flatMapMany((start) -> follow(new Position(start, this.waits), control))
			.takeUntilOther(cycle.whenReleased())
			.concatMapDelayError((event) -> whenRoom(event, cycle, control), 0)
			.concatWith(Mono.fromRunnable(() -> {
				if (cycle.isReleased()) {
					control.released(this.conversationId);
				}
			}));
	}

	private Mono<StreamEvent> whenRoom(StreamEvent event, ReleaseCycle cycle, ConversationControl control) {
		if (!(event instanceof StreamEvent.Message) || !control.isHeld(this.conversationId)) {
			return Mono.just(event);
		}
		return Mono.firstWithSignal(control.room(this.conversationId).thenReturn(event),
				cycle.whenReleased().then(Mono.empty()));
	}

	private Flux<StreamEvent> follow(Position position, ConversationControl control) {
		StreamOptions options = OPTIONS.retryDelayResetThreshold(this.waits.resetThreshold());
		return Flux.defer(() -> this.source.apply(options.after(position.cursor().after())))
			.map(ServerIds::checked)
			.filter((event) -> track(event, position))
			.onErrorResume((failure) -> waitOut(failure, position, control))
			.repeat(position::isLost);
	}

	private boolean track(StreamEvent event, Position position) {
		Cursor unknown = position.unknownCursor();
		if (event instanceof StreamEvent.Connected && unknown != null) {
			UnknownCursor.log(this.agentId, this.conversationId, unknown);
		}
		return position.track(event);
	}

	// A server that asks for a longer wait than the client sits out gets it, and a page
	// of a proxy in place of the API is no reason to give up.
	private Flux<StreamEvent> waitOut(Throwable failure, Position position, ConversationControl control) {
		if (!(failure instanceof BimpeAIException cause) || !RequestFailures.isTransient(cause)) {
			return Flux.error(failure);
		}
		position.lost = true;
		if (UnknownCursor.isPossible(cause) && position.continueByTime()) {
			return Flux.empty();
		}
		return position.failures(cause)
			.next(failure)
			.flatMapMany((delay) -> delayed(new StreamEvent.Reconnecting(1, delay, cause), control));
	}

	/**
	 * Where to go on. The client's streams follow each other, so it is not shared between
	 * threads at one time.
	 */
	private static final class Position extends ConversationPosition {

		private final RetrySequence failures;

		private final RetrySequence longWaits;

		private boolean lost;

		/** Was refused, and has not been connected since. */
		private boolean refused;

		private Position(Cursor cursor, RequestWaits waits) {
			super(cursor);
			this.failures = StreamRetries.every(waits.afterRefusal());
			this.longWaits = RetrySequence.forEver(waits.backOff());
		}

		private RetrySequence failures(BimpeAIException failure) {
			if (failure instanceof ApiException answer && answer.retryAfter() != null) {
				this.refused = true;
				return this.longWaits;
			}
			return this.failures;
		}

		// False for a message that was received before.
		private boolean track(StreamEvent event) {
			if (this.refused && isAlive(event)) {
				this.refused = false;
				this.longWaits.reset();
			}
			return !(event instanceof StreamEvent.Message received) || received(received.message());
		}

		private static boolean isAlive(StreamEvent event) {
			return event instanceof StreamEvent.Connected || event instanceof StreamEvent.Message
					|| event instanceof StreamEvent.Heartbeat;
		}

		private boolean isLost() {
			boolean lost = this.lost;
			this.lost = false;
			return lost;
		}

	}

}
