package ai.bimpe.client.stream;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/**
 * Tells how long the connections of streams have been silent. A subscriber that wants to
 * know puts it into its context. Thread-safe.
 *
 * @since 0.1.0
 */
public final class StreamSilence {

	private final Set<Watchdog> connections = ConcurrentHashMap.newKeySet();

	/**
	 * Measure the streams of a subscriber, those that it merges included.
	 * @param context the context of the subscriber
	 * @return the context to subscribe with
	 */
	public Context measureIn(Context context) {
		return context.put(StreamSilence.class, this);
	}

	/**
	 * Return how long ago the last byte came in, on the connection that is silent for the
	 * longest time: one that is half-open shows, whatever the others bring.
	 * @return the time since the last byte, or since the server accepted the connection;
	 * empty while no connection is open
	 */
	public Optional<Duration> longest() {
		return this.connections.stream().filter(Watchdog::isOpen).map(Watchdog::silence).max(Comparator.naturalOrder());
	}

	static <T> Flux<T> measured(Flux<T> connection, Watchdog watchdog) {
		return Flux.deferContextual((context) -> {
			@Nullable StreamSilence silence = context.getOrDefault(StreamSilence.class, null);
			return (silence != null) ? silence.measure(connection, watchdog) : connection;
		});
	}

	private <T> Flux<T> measure(Flux<T> connection, Watchdog watchdog) {
		return connection.doOnSubscribe((subscription) -> this.connections.add(watchdog))
			.doOnTerminate(() -> this.connections.remove(watchdog))
			.doOnCancel(() -> this.connections.remove(watchdog));
	}

}
