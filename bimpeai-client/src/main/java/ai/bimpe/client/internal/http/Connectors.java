package ai.bimpe.client.internal.http;

import java.time.Duration;

import io.netty.channel.ChannelOption;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;

/**
 * The two connectors of a client that brings none: calls share a pool, and every stream
 * has a connection of its own, so that open streams never starve calls. Neither follows
 * redirects: the API key goes to the endpoint only.
 *
 * @since 0.1.0
 */
public final class Connectors {

	private final ConnectionProvider pool;

	private final Duration connectTimeout;

	/**
	 * Create.
	 * @param connectTimeout how long a connection may take to be made
	 */
	public Connectors(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
		this.pool = CallConnectionPool.open(null, null, null);
	}

	/**
	 * Return the connector for calls.
	 * @return the connector
	 */
	public ClientHttpConnector calls() {
		return connector(HttpClient.create(this.pool).compress(true));
	}

	/**
	 * Return the connector for streams.
	 * @return the connector
	 */
	public ClientHttpConnector streams() {
		return connector(HttpClient.create(ConnectionProvider.newConnection()));
	}

	private ClientHttpConnector connector(HttpClient client) {
		// The loops of clients keep a new connection on the thread that asks for it: all
		// that a burst opens would share one. Those of servers are the same threads.
		return new ReactorClientHttpConnector(client.followRedirect(false)
			.resolver(DefaultResolverGroup.INSTANCE)
			.runOn((useNative) -> client.configuration().loopResources().onServer(useNative))
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(this.connectTimeout.toMillis())));
	}

	/**
	 * Close all connections of the pool.
	 */
	public void close() {
		this.pool.dispose();
	}

}
