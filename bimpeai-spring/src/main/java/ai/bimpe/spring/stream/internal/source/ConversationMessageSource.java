package ai.bimpe.spring.stream.internal.source;

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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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

	/**
	 * Create.
	 * @param conversationId the id of the conversation
	 * @param source gives the client's stream
	 * @param backOff the waits on top of what a server asks for
	 * @param time runs all waits
	 */
	ConversationMessageSource(String conversationId, Function<StreamOptions, Flux<StreamEvent>> source,
			BackOffPolicy backOff, TimeSource time) {
		this.conversationId = conversationId;
		this.source = source;
		this.backOff = backOff;
		this.time = time;
	}

	@Override
	public Flux<Incoming> open(Function<String, Checkpoint> checkpoints) {
		return Flux.defer(() -> follow(new Position(Cursor.of(checkpoints.apply(this.conversationId)), this.backOff)))
			.map((event) -> new Incoming(this.conversationId, event));
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

		private Position(Cursor cursor, BackOffPolicy backOff) {
			this.cursor = cursor;
			this.longWaits = RetrySequence.forEver(backOff);
		}

		private RetrySequence failures(BimpeAIException failure) {
			return (failure instanceof ApiException answer && answer.retryAfter() != null) ? this.longWaits
					: this.failures;
		}

		private void track(StreamEvent event) {
			if (event instanceof StreamEvent.Message message) {
				this.cursor = this.cursor.to(message.message());
			}
		}

		private boolean isLost() {
			boolean lost = this.lost;
			this.lost = false;
			return lost;
		}

	}

}
