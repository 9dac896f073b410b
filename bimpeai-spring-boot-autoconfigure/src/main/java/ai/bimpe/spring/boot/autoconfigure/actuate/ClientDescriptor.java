package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;

/**
 * Settings of the client of an account, those that are inherited and the defaults
 * included, before a {@code BimpeAIClientCustomizer} changes them. No key, no password
 * and no value of a header.
 *
 * @param baseUrl where the Console API is
 * @param timeout time allowed for an attempt of a call
 * @param connectTimeout time allowed to make a connection
 * @param maxRetries number of retries after the first attempt of a call
 * @param retry waits between attempts
 * @param pace whether calls are spread by the limit that the server tells
 * @param maxResponseSize largest body of an answer, in bytes
 * @param maxEventSize largest event of a stream, in bytes
 * @param pool connections of calls
 * @param sslBundle name of the SSL bundle, {@code null} where 'bimpeai.ssl.bundle' is not
 * set
 * @param proxyHost host of the proxy, {@code null} where 'bimpeai.proxy.host' is not set
 * @param proxyPort port of that proxy
 * @param defaultHeaderNames names of the headers that are sent with every call
 * @since 0.1.0
 */
public record ClientDescriptor(String baseUrl, Duration timeout, Duration connectTimeout, int maxRetries,
		RetrySettings retry, boolean pace, long maxResponseSize, long maxEventSize, BimpeAIProperties.Pool pool,
		@Nullable String sslBundle, @Nullable String proxyHost, @Nullable Integer proxyPort,
		SortedSet<String> defaultHeaderNames) {

	static ClientDescriptor of(BimpeAIProperties properties, String baseUrl, @Nullable HttpClientSettings settings) {
		return new ClientDescriptor(baseUrl, properties.timeout(), connectTimeout(properties, settings),
				properties.maxRetries(), properties.retry().settings(), properties.rateLimit().pace(),
				properties.maxResponseSize().toBytes(), properties.maxEventSize().toBytes(), properties.pool(),
				properties.ssl().bundle(), properties.proxy().host(), properties.proxy().port(),
				new TreeSet<>(properties.defaultHeaders().keySet()));
	}

	private static Duration connectTimeout(BimpeAIProperties properties, @Nullable HttpClientSettings settings) {
		Duration own = properties.connectTimeout();
		Duration common = (settings != null) ? settings.connectTimeout() : null;
		if (own != null) {
			return own;
		}
		return (common != null) ? common : BimpeAIBuilder.DEFAULT_CONNECT_TIMEOUT;
	}

}
