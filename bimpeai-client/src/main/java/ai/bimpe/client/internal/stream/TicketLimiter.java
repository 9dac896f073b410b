package ai.bimpe.client.internal.stream;

import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;

/**
 * Lets a few ticket calls of a client be in flight at a time, first come, first served.
 * Thousands of streams that open at once, or come back after an outage, neither storm the
 * server nor leave hundreds of connections behind in the pool of calls.
 */
final class TicketLimiter {

	private static final int IN_FLIGHT = 8;

	private final InstrumentedPool<TicketLimiter> permits = PoolBuilder.from(Mono.just(this))
		.sizeBetween(0, IN_FLIGHT)
		.buildPool();

	/**
	 * Make a call as soon as few enough are in flight.
	 * @param <T> what the call gives
	 * @param call the call; one that is cancelled while it waits is not made
	 * @return its result
	 */
	<T> Mono<T> limit(Mono<T> call) {
		return this.permits.withPoolable((permit) -> call).next();
	}

}
