package ai.bimpe.client.internal;

import java.util.concurrent.atomic.AtomicReference;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Work that is done once at a time: who comes while it is under way waits for the same
 * result. It goes on when one of them leaves, for the others and for who comes next, so
 * it must end by itself.
 *
 * @param <T> the type of the result
 */
public final class SingleFlight<T> {

	private final AtomicReference<Sinks.One<T>> flight = new AtomicReference<>();

	/**
	 * Wait for the work under way, or begin it.
	 * @param work looks first whether it was done a moment ago
	 * @return the result
	 */
	public Mono<T> join(Mono<T> work) {
		return Mono.deferContextual((context) -> {
			Sinks.One<T> own = Sinks.one();
			Sinks.One<T> underWay = this.flight.compareAndExchange(null, own);
			if (underWay != null) {
				return underWay.asMono();
			}
			try {
				work.contextWrite(context).subscribe((result) -> {
					this.flight.set(null);
					own.tryEmitValue(result);
				}, (failure) -> fail(own, failure), () -> {
					this.flight.compareAndSet(own, null);
					own.tryEmitEmpty();
				});
			}
			catch (Throwable fatal) {
				// Reactor throws what it takes for fatal, such as a class that is
				// missing.
				fail(own, fatal);
				throw fatal;
			}
			return own.asMono();
		});
	}

	private void fail(Sinks.One<T> own, Throwable failure) {
		this.flight.set(null);
		own.tryEmitError(failure);
	}

}
