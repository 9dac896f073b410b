package ai.bimpe.spring.boot.autoconfigure;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.ClientVersion;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.RateLimitException;
import io.netty.handler.proxy.ProxyConnectException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the log says about the Console API: where it is, when it cannot be used, and when
 * it can again. The callers have the exceptions, so that no call is told of by itself.
 */
final class ApiLog implements CallListener {

	/** The same trouble that comes and goes is told of this often at most. */
	private static final Duration QUIET = Duration.ofMinutes(1);

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	private final String account;

	private final Clock clock;

	private final String proxyHint;

	private final Map<Trouble, Instant> told = new EnumMap<>(Trouble.class);

	private volatile @Nullable Trouble current;

	private volatile long failures;

	/**
	 * Create.
	 * @param account the account of the client
	 * @param clock tells when trouble began
	 * @param proxyHint what to say besides when the server cannot be reached, or nothing
	 */
	ApiLog(String account, Clock clock, String proxyHint) {
		this.account = account;
		this.clock = clock;
		this.proxyHint = proxyHint;
	}

	// A customizer may have led the client elsewhere than the details do.
	void started(BimpeAIConnectionDetails details, String baseUrl) {
		String client = "BimpeAI client " + ClientVersion.get();
		if (details instanceof EmbeddedSimulatorConfiguration.SimulatorBimpeAIConnectionDetails simulator
				&& details.baseUrl().equals(baseUrl)) {
			logger.warn(simulator.reason() + ": using the embedded BimpeAI simulator at " + baseUrl
					+ " in place of the Console API (" + client + ")");
		}
		else {
			URI uri = URI.create(baseUrl.trim());
			logger.info(client + " uses the Console API at " + uri.getHost()
					+ ((uri.getPort() >= 0) ? ":" + uri.getPort() : "") + ofAccount());
		}
	}

	@Override
	public void onCall(CallResult result) {
		BimpeAIException error = result.error();
		Trouble trouble = (error != null) ? Trouble.of(error) : null;
		if (error != null && trouble != null) {
			failed(trouble, error);
		}
		else if (this.failures > 0 && (error == null || error instanceof ApiException)) {
			answered();
		}
	}

	private synchronized void failed(Trouble trouble, BimpeAIException error) {
		this.failures++;
		if (trouble == this.current) {
			return;
		}
		Instant now = this.clock.instant();
		Instant last = this.told.get(trouble);
		if (last == null || !now.isBefore(last.plus(QUIET))) {
			this.told.put(trouble, now);
			this.current = trouble;
			logger.warn("The Console API cannot be used" + ofAccount() + ": " + error.getMessage() + ". "
					+ BimpeAIAccounts.named(this.account, trouble.remedy + hint(error))
					+ ". Further failures of this kind are not logged until it can be used again");
		}
	}

	private String hint(BimpeAIException error) {
		return (error instanceof ApiConnectionException connection && !connection.isSent()
				&& !(connection.getCause() instanceof ProxyConnectException)) ? this.proxyHint : "";
	}

	private String ofAccount() {
		return this.account.equals(BimpeAIBuilder.DEFAULT_ACCOUNT) ? "" : " with account '" + this.account + "'";
	}

	private synchronized void answered() {
		if (this.current != null) {
			this.current = null;
			logger.info("The Console API can be used again" + ofAccount() + ", after failed calls: " + this.failures);
		}
		this.failures = 0;
	}

	/**
	 * Failures that every other call can be expected to end with as well.
	 */
	private enum Trouble {

		KEY("Check 'bimpeai.api-key', or what the ApiKeyProvider gives: the server does not accept it"),
		KEY_UNAVAILABLE("Check the ApiKeyProvider and where it gets the key from"),

		RATE_LIMIT("Make fewer calls a minute, or allow longer waits with 'bimpeai.retry.max-retry-after'"),

		TIMEOUT("Check the network, or allow more time: 'bimpeai.timeout', unless the call has a time-out of its own"),

		TLS("Check which certificates are trusted, those of the JVM or of 'bimpeai.ssl.bundle', and whether a proxy on the "
				+ "way shows a certificate of its own; no request was sent"),

		PROXY("Check 'bimpeai.proxy.host' and 'bimpeai.proxy.port', or the system properties that name the proxy; no "
				+ "request was sent"),

		PROXY_LOGIN(
				"Set 'bimpeai.proxy.username' and 'bimpeai.proxy.password' to what the proxy accepts; no request was "
						+ "sent"),

		UNREACHABLE("Check the network and 'bimpeai.base-url'; no request was sent"),

		CONNECTION("Check the network and 'bimpeai.base-url'; the server may have done the work"),

		SERVER("The server has a problem: its support can find the call by the request id");

		private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

		private final String remedy;

		Trouble(String remedy) {
			this.remedy = remedy;
		}

		static @Nullable Trouble of(BimpeAIException error) {
			if (error instanceof AuthenticationException) {
				return KEY;
			}
			if (error instanceof ApiKeyUnavailableException) {
				return KEY_UNAVAILABLE;
			}
			if (error instanceof RateLimitException) {
				return RATE_LIMIT;
			}
			if (error instanceof ApiTimeoutException) {
				return TIMEOUT;
			}
			if (error instanceof ApiConnectionException connection) {
				return of(connection);
			}
			if (error instanceof ApiException answer && answer.status() == PROXY_AUTHENTICATION_REQUIRED) {
				return PROXY_LOGIN;
			}
			return (error instanceof InternalServerException) ? SERVER : null;
		}

		private static Trouble of(ApiConnectionException error) {
			if (error.isSent()) {
				return CONNECTION;
			}
			if (error.getCause() instanceof ProxyConnectException) {
				return String.valueOf(error.getCause().getMessage()).contains(" " + PROXY_AUTHENTICATION_REQUIRED)
						? PROXY_LOGIN : PROXY;
			}
			return String.valueOf(error.getMessage()).contains("secure connection") ? TLS : UNREACHABLE;
		}

	}

}
