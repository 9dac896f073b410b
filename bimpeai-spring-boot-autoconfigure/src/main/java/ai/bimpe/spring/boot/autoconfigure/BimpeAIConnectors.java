package ai.bimpe.spring.boot.autoconfigure;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

import ai.bimpe.client.BimpeAIBuilder;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * The two connectors of the auto-configured client, made of the application's settings.
 * Calls share a pool; every stream has a connection of its own and no read time-out,
 * which would end a healthy stream that is silent. Neither follows redirects, so that the
 * key goes nowhere else.
 */
final class BimpeAIConnectors implements AutoCloseable {

	/**
	 * Below the keep-alive of common servers, so that a pooled connection is rarely
	 * stale.
	 */
	private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(30);

	private static final int MAX_CONNECTIONS = 500;

	private final ConnectionProvider pool = ConnectionProvider.builder("bimpeai-calls")
		.maxConnections(MAX_CONNECTIONS)
		.pendingAcquireMaxCount(-1)
		// Keeps to warm connections after a burst, where FIFO would go round all of them.
		.lifo()
		.maxIdleTime(MAX_IDLE_TIME)
		.build();

	private final ClientHttpConnector calls;

	private final ClientHttpConnector streams;

	BimpeAIConnectors(ClientHttpConnectorBuilder<?> builder, HttpClientSettings settings,
			@Nullable Duration connectTimeout) {
		HttpClientSettings common = HttpClientSettings.defaults()
			.withRedirects(HttpRedirects.DONT_FOLLOW)
			.withConnectTimeout(connectTimeout)
			.orElse(settings)
			.orElse(HttpClientSettings.defaults().withConnectTimeout(BimpeAIBuilder.DEFAULT_CONNECT_TIMEOUT));
		this.calls = connector(builder, common, this.pool, (client) -> client.compress(true));
		this.streams = connector(builder, common.withReadTimeout(null), ConnectionProvider.newConnection(),
				(client) -> client.compress(false));
	}

	private static ClientHttpConnector connector(ClientHttpConnectorBuilder<?> builder, HttpClientSettings settings,
			ConnectionProvider connections, UnaryOperator<HttpClient> customizer) {
		if (builder instanceof ReactorClientHttpConnectorBuilder reactor) {
			return reactor.withHttpClientFactory(() -> HttpClient.create(connections))
				.withHttpClientCustomizer((client) -> spread(customizer.apply(client)).followRedirect(false))
				.build(settings);
		}
		return builder.build(settings);
	}

	// The loops of clients keep a new connection on the thread that asks for it: all that
	// a
	// burst opens would share one. Those of servers are the same threads.
	private static HttpClient spread(HttpClient client) {
		return client.runOn((useNative) -> client.configuration().loopResources().onServer(useNative));
	}

	ClientHttpConnector calls() {
		return this.calls;
	}

	ClientHttpConnector streams() {
		return this.streams;
	}

	boolean isClosed() {
		return this.pool.isDisposed();
	}

	/**
	 * Close the pool, and connectors of other libraries that need it.
	 */
	@Override
	public void close() throws IOException {
		this.pool.dispose();
		if (this.calls instanceof Closeable closeable) {
			closeable.close();
		}
		if (this.streams instanceof Closeable closeable) {
			closeable.close();
		}
	}

}
