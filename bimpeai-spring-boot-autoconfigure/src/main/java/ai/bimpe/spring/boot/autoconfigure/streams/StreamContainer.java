package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

import ai.bimpe.client.conversations.StreamEvent;
import ai.bimpe.client.conversations.StreamMessage;
import ai.bimpe.client.conversations.StreamOptions;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * One managed stream over all its subscriptions. What happens is tracked on the event
 * loop, messages are delivered on the worker.
 */
final class StreamContainer implements ManagedStream {

	private static final Log logger = LogFactory.getLog(StreamContainer.class);

	/** Wait after a failure that the client did not want to sit out by itself. */
	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Duration CLOCK_MARGIN = Duration.ofSeconds(1);

	private final StreamSpec spec;

	private final BiFunction<StreamSpec, StreamOptions, Flux<StreamEvent>> source;

	private final StreamDelivery delivery;

	private final Supplier<List<ManagedStreamListener>> listeners;

	private final ThreadFactory threads;

	private final Consumer<StreamContainer> onStop;

	private @Nullable StreamWorker worker;

	private boolean open;

	private volatile StreamState state = StreamState.STOPPED;

	private volatile @Nullable Throwable failure;

	/** The last message that arrived: a broken subscription is renewed after it. */
	private volatile @Nullable String received;

	/** The last message that was delivered: a new worker goes on after it. */
	private volatile @Nullable String delivered;

	StreamContainer(StreamSpec spec, BiFunction<StreamSpec, StreamOptions, Flux<StreamEvent>> source,
			StreamDelivery delivery, Supplier<List<ManagedStreamListener>> listeners, ThreadFactory threads,
			Consumer<StreamContainer> onStop) {
		this.spec = spec;
		this.source = source;
		this.delivery = delivery;
		this.listeners = listeners;
		this.threads = threads;
		this.onStop = onStop;
		this.delivered = spec.after();
	}

	@Override
	public StreamSpec spec() {
		return this.spec;
	}

	@Override
	public StreamState state() {
		return this.state;
	}

	@Override
	public @Nullable Throwable failure() {
		return this.failure;
	}

	@Override
	public void stop() {
		this.onStop.accept(this);
		CompletableFuture<Void> unused = close();
	}

	synchronized void open() {
		if (this.open) {
			return;
		}
		this.open = true;
		this.state = StreamState.CONNECTING;
		this.failure = null;
		this.received = this.delivered;
		List<ManagedStreamListener> listeners = this.listeners.get();
		StreamWorker worker = new StreamWorker(this.threads, this::deliver, this::failed);
		this.worker = worker;
		worker.start(Flux.defer(() -> this.source.apply(this.spec, options()))
			.doOnNext((event) -> track(worker, event, listeners))
			.retryWhen(Retry
				.from((signals) -> signals.concatMap((signal) -> patience(worker, signal.failure(), listeners)))));
	}

	/**
	 * Close the stream.
	 * @return completes when no listener is at work any more
	 */
	synchronized CompletableFuture<Void> close() {
		StreamWorker worker = this.worker;
		this.open = false;
		this.state = StreamState.STOPPED;
		return (worker != null) ? worker.end() : CompletableFuture.completedFuture(null);
	}

	/**
	 * Interrupt the listener that is still at work.
	 */
	synchronized void interrupt() {
		if (this.worker != null) {
			this.worker.interrupt();
		}
	}

	private StreamOptions options() {
		StreamOptions options = StreamOptions.create().maxRetries(Integer.MAX_VALUE).retryWhenBusy(true);
		String after = this.received;
		return (after != null) ? options.after(after) : options;
	}

	// A server that asks for a longer wait than the client sits out gets it, and a page
	// of a
	// proxy in place of the API is no reason to give up.
	private Mono<Long> patience(StreamWorker worker, Throwable failure, List<ManagedStreamListener> listeners) {
		if (!(failure instanceof BimpeAIException cause)
				|| !(cause.isRetryable() || cause instanceof InvalidResponseException)) {
			return Mono.error(failure);
		}
		Duration asked = (cause instanceof ApiException api) ? api.retryAfter() : null;
		Duration delay = (asked != null && asked.compareTo(PATIENCE) > 0) ? asked : PATIENCE;
		track(worker, new StreamEvent.Reconnecting(1, delay, cause), listeners);
		return Mono.delay(delay);
	}

	private void track(StreamWorker worker, StreamEvent event, List<ManagedStreamListener> listeners) {
		if (event instanceof StreamEvent.Connected) {
			startNow();
			become(worker, StreamState.LIVE);
		}
		else if (event instanceof StreamEvent.Reconnecting reconnecting) {
			tell(reconnecting);
			become(worker, StreamState.WAITING);
		}
		else if (event instanceof StreamEvent.Message message && message.message().id() != null) {
			this.received = message.message().id();
		}
		for (ManagedStreamListener listener : listeners) {
			try {
				listener.onEvent(this, event);
			}
			catch (RuntimeException ex) {
				logger.warn("A ManagedStreamListener failed", ex);
			}
		}
	}

	// Until there is a message to go on after, the stream goes on from its first
	// connection.
	private void startNow() {
		String now = Instant.now().minus(CLOCK_MARGIN).toString();
		if (this.received == null) {
			this.received = now;
		}
		if (this.delivered == null) {
			this.delivered = now;
		}
	}

	private synchronized void become(StreamWorker worker, StreamState state) {
		if (this.open && this.worker == worker && this.state != StreamState.FAILED) {
			if (state == StreamState.LIVE && this.state == StreamState.WAITING) {
				logger.info("Stream '" + this.spec.name() + "' is live again");
			}
			this.state = state;
		}
	}

	// Once an outage; a server that closes a healthy stream is no news.
	private void tell(StreamEvent.Reconnecting reconnecting) {
		if (reconnecting.attempt() == 1 && !(reconnecting.cause() instanceof StreamDisconnectedException)) {
			logger.warn("Stream '" + this.spec.name() + "' lost its connection and tries again until it is back: "
					+ reconnecting.cause().getMessage());
		}
	}

	private void deliver(StreamMessage message) {
		this.delivery.message(message);
		if (message.id() != null) {
			this.delivered = message.id();
		}
	}

	private void failed(Throwable failure) {
		synchronized (this) {
			if (!this.open) {
				return;
			}
			this.failure = failure;
			this.state = StreamState.FAILED;
		}
		this.delivery.failed(failure);
	}

}
