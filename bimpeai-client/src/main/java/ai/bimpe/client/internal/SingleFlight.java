package ai.bimpe.client.internal;

import java.util.concurrent.atomic.AtomicReference;

import org.reactivestreams.Subscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * Work that is done once at a time: who comes while it is under way waits for the same
 * result. It goes on when one of them leaves, for the others and for who comes next, so
 * it must end by itself.
 *
 * @param <T> the type of the result
 */
public final class SingleFlight<T> {

	private final AtomicReference<Mono<T>> flight = new AtomicReference<>();

	/**
	 * Wait for the work under way, or begin it.
	 * @param work looks first whether it was done a moment ago
	 * @return the result
	 */
	public Mono<T> join(Mono<T> work) {
		return Mono.deferContextual((context) -> {
			Mono<T> own = Mono.<T>from((waiting) -> begin(work, waiting))
				// Also when who began has left.
				.contextWrite(context)
				.doOnTerminate(() -> this.flight.set(null))
				.cache();
			Mono<T> underWay = this.flight.compareAndExchange(null, own);
			return (underWay != null) ? underWay : own;
		});
	}

	// Reactor throws what it takes for fatal, such as a class that is missing: everybody
	// would wait for ever.
	private static <T> void begin(Mono<T> work, Subscriber<? super T> waiting) {
		try {
			work.subscribe(waiting);
		}
		catch (Throwable fatal) {
			Operators.error(waiting, fatal);
		}
	}

}
