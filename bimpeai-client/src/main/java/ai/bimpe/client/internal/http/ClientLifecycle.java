package ai.bimpe.client.internal.http;

import ai.bimpe.client.errors.UserException;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.util.function.SingletonSupplier;

/**
 * Whether the client is still open. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ClientLifecycle {

	private final SingletonSupplier<Sinks.Empty<Void>> end = SingletonSupplier.of(() -> Sinks.empty());

	private final Disposable.Composite resources = Disposables.composite();

	private volatile boolean closed;

	/**
	 * End it. Ending it twice does nothing.
	 */
	public void close() {
		this.closed = true;
		this.end.obtain().tryEmitEmpty();
		this.resources.dispose();
	}

	/**
	 * Close something when the client is closed, or at once when it is closed already.
	 * @param resource closes it
	 */
	public void closeWithIt(Disposable resource) {
		this.resources.add(resource);
	}

	<T> Flux<T> guard(Flux<T> stream) {
		// Ended by completion: takeUntilOther cancels the stream on that alone.
		return stream.takeUntilOther(this.end.obtain().asMono()).concatWith(Flux.defer(() -> {
			check();
			return Flux.empty();
		}));
	}

	boolean isClosed() {
		return this.closed;
	}

	void check() {
		if (this.closed) {
			throw closedException();
		}
	}

	private static UserException closedException() {
		return new UserException("The client is closed: make another one");
	}

}
