package ai.bimpe.spring.stream.internal.source;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.internal.Concat;
import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.internal.Cursor;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.source.MessageSource.Incoming;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.retry.backoff.BackOffPolicy;

/**
 * The messages of one conversation. Begins anew also after failures that the client does
 * not want to sit out.
 */
final class ConversationMessageSource implements MessageSource {

	private static final StreamOptions OPTIONS = StreamOptions.create()
		.maxRetries(Integer.MAX_VALUE)
		.retryWhenBusy(true);

	private final String conversationId;

	private final Function<StreamOptions, Flux<StreamEvent>> source;

	private final BackOffPolicy backOff;

	private final TimeSource time;

	private final Scheduler blocking;

	/**
	 * Create.
	 * @param conversationId the id of the conversation
	 * @param source gives the client's stream
	 * @param backOff the waits on top of what a server asks for
	 * @param time runs all waits
	 * @param blocking has the threads that read the checkpoint of a conversation that is
	 * resumed
	 */
	ConversationMessageSource(String conversationId, Function<StreamOptions, Flux<StreamEvent>> source,
			BackOffPolicy backOff, TimeSource time, Scheduler blocking) {
		this.conversationId = conversationId;
		this.source = source;
		this.backOff = backOff;
		this.time = time;
		this.blocking = blocking;
	}

	@Override
	public Flux<Incoming> open(Function<String, Checkpoint> checkpoints, ConversationControl control) {
		CheckpointReader reader = new CheckpointReader(checkpoints, this.backOff, this.time, this.blocking);
		Mono<Cursor> again = reader.begin(List.of(this.conversationId))
			.map((begun) -> Objects.requireNonNull(begun.get(this.conversationId)).cursor());
		Mono<Cursor> first = Mono.fromCallable(() -> Cursor.of(checkpoints.apply(this.conversationId)));
		return Flux.defer(() -> {
			ReleaseCycle start = new ReleaseCycle();
			return Flux.using(
					() -> control.requests().subscribe(start.requests(this.conversationId, control::released)),
					(requests) -> Flux.concat(cycle(start, first, control), cycles(start, again, control)),
					Disposable::dispose);
		}).map((event) -> new Incoming(this.conversationId, event));
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
		return cursor.flatMapMany((start) -> follow(new Position(start, this.backOff)))
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

	private Flux<StreamEvent> follow(Position position) {
		return Flux.defer(() -> this.source.apply(OPTIONS.after(position.cursor.after())))
			.doOnNext(position::track)
			.onErrorResume((failure) -> waitOut(failure, position))
			.repeat(position::isLost);
	}

	// A server that asks for a longer wait than the client sits out gets it, and a page
	// of a proxy in place of the API is no reason to give up.
	private Flux<StreamEvent> waitOut(Throwable failure, Position position) {
		if (!(failure instanceof BimpeAIException cause) || !RequestFailures.isTransient(cause)) {
			return Flux.error(failure);
		}
		position.lost = true;
		return position.failures(cause)
			.next(failure)
			.flatMapMany((delay) -> Concat.<StreamEvent>of(Flux.just(new StreamEvent.Reconnecting(1, delay, cause)),
					this.time.delay(delay).then(Mono.empty())));
	}

	/**
	 * Where to go on. The client's streams follow each other, so it is not shared between
	 * threads at one time.
	 */
	private static final class Position {

		private final RetrySequence failures = StreamRetries.every(StreamRetries.AFTER_REFUSAL);

		private final RetrySequence longWaits;

		private Cursor cursor;

		private boolean lost;

		/** Was refused, and has not been connected since. */
		private boolean refused;

		private Position(Cursor cursor, BackOffPolicy backOff) {
			this.cursor = cursor;
			this.longWaits = RetrySequence.forEver(backOff);
		}

		private RetrySequence failures(BimpeAIException failure) {
			if (failure instanceof ApiException answer && answer.retryAfter() != null) {
				this.refused = true;
				return this.longWaits;
			}
			return this.failures;
		}

		private void track(StreamEvent event) {
			if (event instanceof StreamEvent.Message message) {
				this.cursor = this.cursor.to(message.message());
			}
			if (this.refused && isAlive(event)) {
				this.refused = false;
				this.longWaits.reset();
			}
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
