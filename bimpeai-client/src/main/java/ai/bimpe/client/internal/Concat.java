package ai.bimpe.client.internal;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * Internal: one source after another where the second may last. Reactor's
 * {@code concatWith} loses a cancel that comes just while it goes on to the second, which
 * then waits or reads to its end for nobody
 * (<a href="https://github.com/reactor/reactor-core/issues/4399">reactor-core 4399</a>).
 *
 * @since 0.1.0
 */
public final class Concat {

	private Concat() {
	}

	/**
	 * Put one source behind another.
	 * @param <T> the type of the elements
	 * @param first the first one
	 * @param second subscribed to when the first has completed
	 * @return both; a cancel ends the one that is at work
	 */
	public static <T> Flux<T> of(Publisher<? extends T> first, Publisher<? extends T> second) {
		return Flux.concat(Flux.just(first, second));
	}

}
