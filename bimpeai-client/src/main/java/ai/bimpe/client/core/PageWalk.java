package ai.bimpe.client.core;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * Emits page after page, fetching one only while the subscriber has asked for more than
 * it got. The operators of Reactor would fetch the next page as soon as one is delivered.
 *
 * @param <T> the type of the items
 */
final class PageWalk<T> {

	private final FluxSink<Page<T>> sink;

	private final AtomicInteger signals = new AtomicInteger();

	private final Disposable.Swap fetching = Disposables.swap();

	private volatile @Nullable Mono<Page<T>> next;

	private volatile boolean busy;

	PageWalk(FluxSink<Page<T>> sink, Mono<Page<T>> first) {
		this.sink = sink;
		this.next = first;
	}

	void start() {
		this.sink.onDispose(this.fetching);
		this.sink.onRequest((demand) -> drain());
	}

	private void drain() {
		if (this.signals.getAndIncrement() != 0) {
			return;
		}
		int missed = 1;
		while (missed != 0) {
			Mono<Page<T>> source = this.next;
			// A cancelled sink keeps the demand for the page during which it was
			// cancelled.
			if (!this.busy && source != null && !this.sink.isCancelled() && this.sink.requestedFromDownstream() > 0) {
				this.busy = true;
				this.fetching.update(source.contextWrite(this.sink.contextView())
					.subscribe(this::emit, this.sink::error, this::drain));
			}
			missed = this.signals.addAndGet(-missed);
		}
	}

	private void emit(Page<T> page) {
		this.next = page.hasNextPage() ? page.next() : null;
		this.sink.next(page);
		this.busy = false;
		if (this.next == null) {
			this.sink.complete();
		}
	}

}
