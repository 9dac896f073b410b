package ai.bimpe.spring.boot.autoconfigure;

import java.io.Closeable;

import ai.bimpe.client.BimpeAIBuilder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.Assert;

/**
 * How one client connects: the two connectors, made of the application's settings and of
 * the properties, and made anew when their SSL bundle is updated, which nothing in Boot
 * does for clients. Redirects are not followed, so that the key goes nowhere else.
 */
final class BimpeAIConnectors implements Closeable {

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	private final ReactorClientHttpConnectorBuilder builder;

	private final BimpeAIProperties properties;

	private final HttpClientSettings settings;

	private final EventLoops eventLoops;

	private final CurrentConnector calls;

	private final CurrentConnector streams;

	private @Nullable ConnectorPair current;

	private boolean closed;

	BimpeAIConnectors(ReactorClientHttpConnectorBuilder builder, HttpClientSettings settings,
			BimpeAIProperties properties, @Nullable SslBundles sslBundles, EventLoops eventLoops) {
		this.builder = builder;
		this.properties = properties;
		this.eventLoops = eventLoops;
		this.settings = NewerClientSettings.withoutCookies(HttpClientSettings.defaults())
			.withRedirects(HttpRedirects.DONT_FOLLOW)
			.withConnectTimeout(properties.connectTimeout())
			.withSslBundle(sslBundle(properties.ssl().bundle(), sslBundles))
			.orElse(settings)
			.orElse(HttpClientSettings.defaults().withConnectTimeout(BimpeAIBuilder.DEFAULT_CONNECT_TIMEOUT));
		this.calls = new CurrentConnector(() -> current().calls());
		this.streams = new CurrentConnector(() -> current().streams());
		if (this.settings.sslBundle() != null) {
			// Certificates that cannot be used are told at the start.
			current();
		}
		if (sslBundles != null) {
			watch(sslBundles, properties.ssl().bundle(), this.settings.sslBundle());
		}
	}

	// Takes a tenth of a second: what is not used yet need not keep a start waiting.
	private synchronized ConnectorPair current() {
		if (this.current == null) {
			Assert.state(!this.closed, "The application context is closed");
			this.current = ConnectorPair.open(this.builder, this.settings, this.properties, this.eventLoops);
		}
		return this.current;
	}

	private static @Nullable SslBundle sslBundle(@Nullable String name, @Nullable SslBundles sslBundles) {
		if (name != null && sslBundles == null) {
			throw new BimpeAIConfigurationException(
					"'bimpeai.ssl.bundle' needs a bean of type SslBundles, and there is none", null);
		}
		return (name != null && sslBundles != null) ? sslBundles.getBundle(name) : null;
	}

	private void watch(SslBundles sslBundles, @Nullable String name, @Nullable SslBundle used) {
		String watched = (name != null) ? name : nameOf(used, sslBundles);
		if (watched != null) {
			sslBundles.addBundleUpdateHandler(watched, (updated) -> update(watched, updated));
			SslBundle meanwhile = sslBundles.getBundle(watched);
			if (meanwhile != used) {
				update(watched, meanwhile);
			}
		}
	}

	// The settings of the application hold a bundle without its name.
	private static @Nullable String nameOf(@Nullable SslBundle bundle, SslBundles sslBundles) {
		if (bundle == null) {
			return null;
		}
		return sslBundles.getBundleNames()
			.stream()
			.filter((name) -> sslBundles.getBundle(name) == bundle)
			.findFirst()
			.orElse(null);
	}

	private synchronized void update(String name, SslBundle updated) {
		if (this.closed) {
			return;
		}
		ConnectorPair before = current();
		ConnectorPair after;
		try {
			after = ConnectorPair.open(this.builder, this.settings.withSslBundle(updated), this.properties,
					this.eventLoops);
		}
		catch (RuntimeException ex) {
			logger.warn(
					"The SSL bundle '" + name + "' was updated and cannot be used, so that the BimpeAI client goes on "
							+ "with the one before: correct the certificates and keys",
					ex);
			return;
		}
		this.current = after;
		this.calls.replace(after.calls());
		this.streams.replace(after.streams());
		before.close();
		logger.info("The SSL bundle '" + name + "' was updated: new connections of the BimpeAI client use it");
	}

	ClientHttpConnector calls() {
		return this.calls;
	}

	ClientHttpConnector streams() {
		return this.streams;
	}

	synchronized boolean isClosed() {
		return this.closed;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.current != null) {
			this.current.close();
		}
	}

}
