package ai.bimpe.client.stream;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/**
 * Measures how long the connections of streams have been silent: how long ago an event or
 * a comment came to its end, or an event grew. Other bytes are not understood, and count
 * as silence. A subscriber that wants to know puts it into its context. Thread-safe.
 *
 * @since 0.1.0
 */
public final class StreamSilence {

	private final Set<Supplier<Optional<Duration>>> connections = ConcurrentHashMap.newKeySet();

	/**
	 * Measure the streams of a subscriber, those that it merges included.
	 * @param context the context of the subscriber
	 * @return the context to subscribe with
	 */
	public Context measureIn(Context context) {
		return context.put(StreamSilence.class, this);
	}

	/**
	 * Return how long ago the last sign of life came in, on the connection that is silent
	 * for the longest time: one that is half-open shows, whatever the others bring.
	 * @return the time since then, or since the server accepted the connection; empty
	 * while no connection is open
	 */
	public Optional<Duration> longest() {
		return this.connections.stream().map(Supplier::get).flatMap(Optional::stream).max(Comparator.naturalOrder());
	}

	/**
	 * Let subscribers measure a connection while they read it. Called by streams.
	 * @param <T> what is read
	 * @param connection the connection
	 * @param silence how long ago its last sign of life came in; empty until it is open
	 * @return the same connection
	 */
	public static <T> Flux<T> measured(Flux<T> connection, Supplier<Optional<Duration>> silence) {
		return Flux.deferContextual((context) -> {
			@Nullable StreamSilence measuring = context.getOrDefault(StreamSilence.class, null);
			return (measuring != null) ? measuring.measure(connection, silence) : connection;
		});
	}

	private <T> Flux<T> measure(Flux<T> connection, Supplier<Optional<Duration>> silence) {
		return connection.doOnSubscribe((subscription) -> this.connections.add(silence))
			.doOnTerminate(() -> this.connections.remove(silence))
			.doOnCancel(() -> this.connections.remove(silence));
	}

}
