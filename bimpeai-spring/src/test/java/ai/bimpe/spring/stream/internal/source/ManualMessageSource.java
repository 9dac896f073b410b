package ai.bimpe.spring.stream.internal.source;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.internal.checkpoint.SourceCheckpoints;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A source that emits what the test tells it, and releases conversations at once unless
 * it is told to wait.
 */
public final class ManualMessageSource implements MessageSource {

	private final Consumer<ManualMessageSource> opened;

	private final Sinks.Many<Supplier<@Nullable Incoming>> sink = Sinks.many().unicast().onBackpressureBuffer();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private volatile @Nullable SourceCheckpoints checkpoints;

	private volatile @Nullable ConversationControl control;

	private volatile boolean cancelled;

	private volatile boolean releasing = true;

	/**
	 * Create.
	 * @param opened notified when the source is opened
	 */
	public ManualMessageSource(Consumer<ManualMessageSource> opened) {
		this.opened = opened;
	}

	@Override
	public Flux<Incoming> open(SourceCheckpoints checkpoints, ConversationControl control) {
		checkpoints.start(Instant.EPOCH);
		this.checkpoints = checkpoints;
		this.control = control;
		control.requests().subscribe(this::requested);
		return this.sink.asFlux()
			.mapNotNull(Supplier::get)
			.concatMap((incoming) -> whenRoom(incoming, control), 0)
			.doOnCancel(() -> this.cancelled = true)
			.doOnSubscribe((subscription) -> this.opened.accept(this));
	}

	// Not those that are held one by one: tests ask for these.
	private static Mono<Incoming> whenRoom(Incoming incoming, ConversationControl control) {
		return (incoming.event() instanceof StreamEvent.Message) ? control.room("any").thenReturn(incoming)
				: Mono.just(incoming);
	}

	private void requested(ConversationControl.Request request) {
		String id = request.conversationId();
		this.requests.add(((request instanceof ConversationControl.Release) ? "release " : "resume ") + id);
		if (request instanceof ConversationControl.Release && this.releasing) {
			release(id);
		}
	}

	/**
	 * Do not release conversations before the test does.
	 */
	public void holdReleases() {
		this.releasing = false;
	}

	public void release(String conversationId) {
		emit(() -> {
			Objects.requireNonNull(this.control).released(conversationId);
			return null;
		});
	}

	public void emit(@Nullable String conversationId, StreamEvent event) {
		emit(() -> new Incoming(conversationId, event));
	}

	private synchronized void emit(Supplier<@Nullable Incoming> step) {
		this.sink.tryEmitNext(step).orThrow();
	}

	public void fail(Throwable failure) {
		this.sink.tryEmitError(failure);
	}

	public boolean isCancelled() {
		return this.cancelled;
	}

	/**
	 * Return what was asked for.
	 * @return {@code release} and {@code resume}, each with the id of a conversation
	 */
	public List<String> requests() {
		return this.requests;
	}

	public boolean isHeld(String conversationId) {
		return !Objects.requireNonNull(this.control).room(conversationId).toFuture().isDone();
	}

	public String position(String conversationId) {
		return Objects.requireNonNull(this.checkpoints).current(conversationId).after();
	}

}
