package ai.bimpe.client.internal.http;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.netty.resources.ConnectionProvider;

/**
 * The pool of connections that calls share, the same whoever makes the connector.
 *
 * @since 0.1.0
 */
public final class CallConnectionPool {

	/**
	 * Below the keep-alive of common servers, so that a pooled connection is rarely
	 * stale.
	 */
	public static final Duration MAX_IDLE_TIME = Duration.ofSeconds(30);

	/** Calls beyond these wait. */
	public static final int MAX_CONNECTIONS = 500;

	private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

	private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);

	private CallConnectionPool() {
	}

	/**
	 * Open a pool.
	 * @param maxConnections connections that may be open at a time, or {@code null} for
	 * the default
	 * @param maxIdleTime after which an unused connection is closed, or {@code null} for
	 * the default
	 * @param maxLifeTime after which a connection is closed, or {@code null} for never
	 * @return the pool, to be disposed
	 */
	public static ConnectionProvider open(@Nullable Integer maxConnections, @Nullable Duration maxIdleTime,
			@Nullable Duration maxLifeTime) {
		Duration idleTime = (maxIdleTime != null) ? maxIdleTime : MAX_IDLE_TIME;
		ConnectionProvider.Builder pool = ConnectionProvider.builder("bimpeai-calls")
			.maxConnections((maxConnections != null) ? maxConnections : MAX_CONNECTIONS)
			.pendingAcquireMaxCount(-1)
			// Keeps to warm connections after a burst, where FIFO would go round all of
			// them.
			.lifo()
			.maxIdleTime(idleTime)
			// Those that a burst has opened would otherwise stay: a pool looks at what it
			// hands out, and never at the rest.
			.evictInBackground(interval(idleTime));
		return ((maxLifeTime != null) ? pool.maxLifeTime(maxLifeTime) : pool).build();
	}

	private static Duration interval(Duration idleTime) {
		Duration quarter = idleTime.dividedBy(4);
		if (quarter.compareTo(SHORTEST_INTERVAL) < 0) {
			return SHORTEST_INTERVAL;
		}
		return (quarter.compareTo(LONGEST_INTERVAL) < 0) ? quarter : LONGEST_INTERVAL;
	}

}
