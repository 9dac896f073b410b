package ai.bimpe.spring.boot.autoconfigure;

import java.io.Closeable;
import java.time.Duration;
import java.util.function.UnaryOperator;

import io.netty.resolver.NoopAddressResolverGroup;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * One connector for calls, which share a pool, and one for streams. Every stream has a
 * connection of its own, which no pool could hand to anybody else, and no read time-out,
 * which would end a healthy stream that is silent. Neither follows redirects.
 *
 * @param calls the connector for calls
 * @param streams the connector for streams
 * @param pool holds the connections of calls
 */
record ConnectorPair(ClientHttpConnector calls, ClientHttpConnector streams,
		ConnectionProvider pool) implements Closeable {

	private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(1);

	static ConnectorPair open(ReactorClientHttpConnectorBuilder builder, HttpClientSettings settings,
			BimpeAIProperties properties, EventLoops eventLoops) {
		ConnectionProvider pool = pool(properties.pool());
		BimpeAIProperties.Proxy proxy = properties.proxy();
		return new ConnectorPair(
				connector(builder, settings, proxy, pool, (client) -> eventLoops.serve(client.compress(true))),
				connector(builder, settings.withReadTimeout(null), proxy, ConnectionProvider.newConnection(),
						(client) -> eventLoops.serve(client.compress(false))),
				pool);
	}

	private static ConnectionProvider pool(BimpeAIProperties.Pool limits) {
		ConnectionProvider.Builder pool = ConnectionProvider.builder("bimpeai-calls")
			.maxConnections(limits.maxConnections())
			.pendingAcquireMaxCount(-1)
			// Keeps to warm connections after a burst, where FIFO would go round all of
			// them.
			.lifo()
			// Below the keep-alive of common servers by default, so that a pooled
			// connection is rarely stale.
			.maxIdleTime(limits.maxIdleTime())
			// The others would stay: a pool looks at what it hands out only.
			.evictInBackground(EVICTION_INTERVAL);
		Duration maxLifeTime = limits.maxLifeTime();
		return ((maxLifeTime != null) ? pool.maxLifeTime(maxLifeTime) : pool).build();
	}

	private static ClientHttpConnector connector(ReactorClientHttpConnectorBuilder builder, HttpClientSettings settings,
			BimpeAIProperties.Proxy proxy, ConnectionProvider connections, UnaryOperator<HttpClient> customizer) {
		return builder.withHttpClientFactory(() -> HttpClient.create(connections))
			.withHttpClientCustomizer((client) -> customizer.apply(through(proxy, client).followRedirect(false)))
			.build((proxy.host() != null) ? NewerClientSettings.withoutAddressFilter(settings) : settings);
	}

	private static HttpClient through(BimpeAIProperties.Proxy proxy, HttpClient client) {
		String host = proxy.host();
		Integer port = proxy.port();
		if (host == null || port == null) {
			return client;
		}
		String username = proxy.username();
		String password = proxy.password();
		// The proxy resolves the name of the API: often nobody else can.
		return client.resolver(NoopAddressResolverGroup.INSTANCE).proxy((spec) -> {
			ProxyProvider.Builder builder = spec.type(ProxyProvider.Proxy.HTTP).host(host).port(port);
			if (username != null) {
				builder.username(username).password((user) -> password);
			}
		});
	}

	/**
	 * Close the connections that no call uses. What is under way goes on.
	 */
	@Override
	public void close() {
		this.pool.dispose();
	}

}
