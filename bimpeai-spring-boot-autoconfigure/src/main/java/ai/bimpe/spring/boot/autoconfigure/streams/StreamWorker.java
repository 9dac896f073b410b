package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import ai.bimpe.client.conversations.StreamEvent;
import ai.bimpe.client.conversations.StreamMessage;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * One subscription with a thread of its own. Messages wait in a small buffer, and the
 * connection is slowed down when it is full. The thread keeps the application alive, as
 * message listeners do.
 */
final class StreamWorker extends BaseSubscriber<StreamEvent> {

	private static final int BUFFER = 16;

	private final ThreadPoolExecutor executor;

	private final Consumer<StreamMessage> onMessage;

	private final Consumer<Throwable> onFailure;

	private final AtomicBoolean ending = new AtomicBoolean();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	StreamWorker(ThreadFactory threads, Consumer<StreamMessage> onMessage, Consumer<Throwable> onFailure) {
		this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
		this.onMessage = onMessage;
		this.onFailure = onFailure;
	}

	void start(Flux<StreamEvent> events) {
		this.executor.prestartCoreThread();
		// As a plain executor, because cancelling must not interrupt a listener.
		events.publishOn(Schedulers.fromExecutor((task) -> this.executor.execute(task)), BUFFER).subscribe(this);
	}

	/**
	 * Close the connection, let the listener at work finish, and free the thread.
	 * @return completes when no listener is at work any more
	 */
	CompletableFuture<Void> end() {
		if (this.ending.compareAndSet(false, true)) {
			cancel();
			this.executor.execute(this::finish);
		}
		return this.ended;
	}

	/**
	 * Interrupt the listener at work.
	 */
	void interrupt() {
		this.executor.shutdownNow();
	}

	@Override
	protected void hookOnNext(StreamEvent event) {
		if (event instanceof StreamEvent.Message message) {
			this.onMessage.accept(message.message());
		}
	}

	@Override
	protected void hookOnError(Throwable failure) {
		this.onFailure.accept(failure);
		if (this.ending.compareAndSet(false, true)) {
			finish();
		}
	}

	private void finish() {
		this.executor.shutdown();
		this.ended.complete(null);
	}

}
