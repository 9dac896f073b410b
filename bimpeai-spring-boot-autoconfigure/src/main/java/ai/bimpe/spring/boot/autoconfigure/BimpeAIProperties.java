package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.spring.stream.OnDeliveryFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for the BimpeAI client. A value that is {@code null} was not
 * set.
 *
 * @param apiKey API key of the team.
 * @param baseUrl Base URL of the Console API.
 * @param allowInsecureBaseUrl Whether to allow plain http to a host that is not loopback.
 * @param timeout Time allowed for an attempt of a call, from sending to the last byte of
 * the answer. Seconds, when no unit is given.
 * @param connectTimeout Time allowed to make a connection. Takes precedence over
 * 'spring.http.clients.connect-timeout'. Seconds, when no unit is given.
 * @param maxRetries Number of retries after the first attempt of a call.
 * @param retry Waits between attempts.
 * @param rateLimit Heed of the server's rate limits.
 * @param ssl Certificates of calls and streams.
 * @param proxy Proxy that calls and streams go through.
 * @param pool Connections of calls.
 * @param defaultHeaders Headers to send with every call, but not when a stream is opened.
 * @param maxResponseSize Largest body of an answer.
 * @param maxEventSize Largest event of a stream. A larger one is skipped.
 * @param streams Message streams to follow, by name.
 * @since 0.1.0
 */
@ConfigurationProperties("bimpeai")
public record BimpeAIProperties(@Nullable String apiKey, @Nullable String baseUrl,
		@DefaultValue("false") boolean allowInsecureBaseUrl,
		@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration timeout,
		@Nullable @DurationUnit(ChronoUnit.SECONDS) Duration connectTimeout, @DefaultValue("2") int maxRetries,
		@DefaultValue Retry retry, @DefaultValue RateLimit rateLimit, @DefaultValue Ssl ssl, @DefaultValue Proxy proxy,
		@DefaultValue Pool pool, @DefaultValue Map<String, String> defaultHeaders,
		@DefaultValue("16MB") DataSize maxResponseSize, @DefaultValue("1MB") DataSize maxEventSize,
		@DefaultValue Map<String, Stream> streams) {

	public BimpeAIProperties {
		PropertyChecks.positive("bimpeai.timeout", timeout);
		PropertyChecks.positive("bimpeai.connect-timeout", connectTimeout);
		PropertyChecks.notNegative("bimpeai.max-retries", maxRetries);
		PropertyChecks.inMemory("bimpeai.max-response-size", maxResponseSize);
		PropertyChecks.inMemory("bimpeai.max-event-size", maxEventSize);
		ssl.check("bimpeai.ssl");
		proxy.check("bimpeai.proxy");
		pool.check("bimpeai.pool");
		PropertyChecks.distinct("bimpeai.streams", streams.keySet());
		streams.forEach((name, stream) -> stream.check("bimpeai.streams." + name));
		defaultHeaders = Map.copyOf(defaultHeaders);
		streams = Map.copyOf(streams);
	}

	/**
	 * Return the settings, never the key, the password of the proxy or the value of a
	 * header.
	 */
	@Override
	public String toString() {
		return "BimpeAIProperties[apiKey=" + ((this.apiKey != null) ? "hidden" : "none") + ", baseUrl=" + this.baseUrl
				+ ", allowInsecureBaseUrl=" + this.allowInsecureBaseUrl + ", timeout=" + this.timeout
				+ ", connectTimeout=" + this.connectTimeout + ", maxRetries=" + this.maxRetries + ", retry="
				+ this.retry + ", rateLimit=" + this.rateLimit + ", ssl=" + this.ssl + ", proxy=" + this.proxy
				+ ", pool=" + this.pool + ", defaultHeaders=" + this.defaultHeaders.keySet() + ", maxResponseSize="
				+ this.maxResponseSize + ", maxEventSize=" + this.maxEventSize + ", streams=" + this.streams + "]";
	}

	/**
	 * Waits between attempts, of calls and of streams.
	 *
	 * @param initialDelay Longest wait before the first retry. Seconds, when no unit is
	 * given.
	 * @param maxDelay Longest wait before any retry. Seconds, when no unit is given.
	 * @param multiplier Factor by which the longest wait grows with every retry.
	 * @param maxRetryAfter Longest wait that the server may ask for. A call that would
	 * have to wait longer fails at once. Seconds, when no unit is given.
	 */
	public record Retry(@DefaultValue("500ms") @DurationUnit(ChronoUnit.SECONDS) Duration initialDelay,
			@DefaultValue("8s") @DurationUnit(ChronoUnit.SECONDS) Duration maxDelay,
			@DefaultValue("2.0") double multiplier,
			@DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS) Duration maxRetryAfter) {

		public Retry {
			PropertyChecks.valid(() -> new RetrySettings(initialDelay, maxDelay, multiplier, maxRetryAfter));
		}

		/**
		 * Return the settings of the client.
		 * @return the settings
		 */
		public RetrySettings settings() {
			return new RetrySettings(this.initialDelay, this.maxDelay, this.multiplier, this.maxRetryAfter);
		}

	}

	/**
	 * Heed of the server's rate limits.
	 *
	 * @param pace Whether to spread the calls of an operation by the limit that the
	 * server tells, instead of running into it. A call waits for its turn for no longer
	 * than 'bimpeai.retry.max-retry-after'.
	 */
	public record RateLimit(@DefaultValue("false") boolean pace) {

	}

	/**
	 * Certificates of calls and streams.
	 *
	 * @param bundle Name of the SSL bundle. When the bundle is updated, new connections
	 * use it. Takes precedence over 'spring.http.clients.ssl.bundle'.
	 */
	public record Ssl(@Nullable String bundle) {

		private void check(String prefix) {
			PropertyChecks.notBlank(prefix + ".bundle", this.bundle);
		}

	}

	/**
	 * Proxy that calls and streams go through.
	 *
	 * @param host Host of an HTTP proxy that tunnels with CONNECT. Takes precedence over
	 * the system properties of the JVM, such as 'https.proxyHost'.
	 * @param port Port of the proxy.
	 * @param username Name to log in to the proxy with.
	 * @param password Password to log in to the proxy with.
	 */
	public record Proxy(@Nullable String host, @Nullable Integer port, @Nullable String username,
			@Nullable String password) {

		/**
		 * Return the settings, never the password.
		 */
		@Override
		public String toString() {
			return "Proxy[host=" + this.host + ", port=" + this.port + ", username=" + this.username + ", password="
					+ ((this.password != null) ? "hidden" : "none") + "]";
		}

		private void check(String prefix) {
			PropertyChecks.host(prefix + ".host", this.host);
			PropertyChecks.port(prefix + ".port", this.port);
			PropertyChecks.together(prefix + ".host", this.host, prefix + ".port", this.port);
			PropertyChecks.together(prefix + ".username", this.username, prefix + ".password", this.password);
			if (this.username != null) {
				PropertyChecks.present(prefix + ".host", this.host,
						"'" + prefix + ".username' has no meaning without it");
			}
		}

	}

	/**
	 * Connections of calls. Every stream has a connection of its own besides.
	 *
	 * @param maxConnections Number of connections that calls may have open at a time.
	 * Further calls wait for one.
	 * @param maxIdleTime Time after which a connection that no call has used is not used
	 * again. Should be shorter than the keep-alive of the server. Seconds, when no unit
	 * is given.
	 * @param maxLifeTime Time after which a connection is not used again, however busy.
	 * Without it connections live for as long as they are used. Seconds, when no unit is
	 * given.
	 */
	public record Pool(@DefaultValue("500") int maxConnections,
			@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration maxIdleTime,
			@Nullable @DurationUnit(ChronoUnit.SECONDS) Duration maxLifeTime) {

		private void check(String prefix) {
			PropertyChecks.positive(prefix + ".max-connections", this.maxConnections);
			PropertyChecks.positive(prefix + ".max-idle-time", this.maxIdleTime);
			PropertyChecks.positive(prefix + ".max-life-time", this.maxLifeTime);
		}

	}

	/**
	 * A message stream to follow.
	 *
	 * @param agentId Id of the agent.
	 * @param conversationId Id of the conversation. Without it every conversation of the
	 * agent is followed.
	 * @param after Id of a message (of one conversation), or ISO 8601 time, after which
	 * messages are replayed when the stream is opened for the first time. Without it only
	 * new messages are delivered.
	 * @param transactional Whether to publish and acknowledge a message in one
	 * transaction. Needs a transaction manager, and a checkpoint store that takes part.
	 * @param onDeliveryFailure What to do after a message whose delivery failed in all
	 * attempts.
	 * @param delivery Attempts to deliver a message.
	 * @param concurrency Number of conversations whose messages are delivered at a time,
	 * each in its own order. Without it 8, and 1 for one conversation.
	 * @param autoStartup Whether to open the stream when the application starts.
	 * @param lagThreshold Age that a message may reach before it is acknowledged, until
	 * an event and a warning report it. Seconds, when no unit is given.
	 * @param retryDelayResetThreshold Time that a connection has to hold until the wait
	 * before the next one starts anew. Waits after connections that are lost earlier go
	 * on growing, up to 'bimpeai.retry.max-delay'. Seconds, when no unit is given.
	 * @param channels Channels of the conversations to follow. Empty for all. Not for one
	 * conversation.
	 * @param testChannels Whether to follow conversations on test channels only, or the
	 * others only. Without it all are followed. Not for one conversation.
	 * @param maxLive Number of conversations to follow live at a time. The others are
	 * watched by polling. Not for one conversation.
	 * @param activeWindow Time for which a conversation stays live after its last
	 * message. Not for one conversation. Seconds, when no unit is given.
	 * @param pollInterval Time between two looks at the list of conversations. Not for
	 * one conversation. Seconds, when no unit is given.
	 * @param requestsPerMinute Number of requests for lists of conversations that may be
	 * made a minute. Streams that follow the same agent share the largest; streams that
	 * follow other agents of the account add up. Not for one conversation.
	 * @param shards Number of shards that the conversations are split into. Each has a
	 * worker and an owner of its own. Not for one conversation.
	 * @param walkInterval Time between two readings of the whole list of conversations,
	 * where the server lists the latest message first and polls read no more than what is
	 * new. Not for one conversation. Seconds, when no unit is given.
	 */
	@ConfigurationPropertiesSource
	public record Stream(@Nullable String agentId, @Nullable String conversationId, @Nullable String after,
			@DefaultValue("false") boolean transactional, @DefaultValue("continue") OnDeliveryFailure onDeliveryFailure,
			@DefaultValue Delivery delivery, @Nullable Integer concurrency, @DefaultValue("true") boolean autoStartup,
			@DefaultValue("1m") @DurationUnit(ChronoUnit.SECONDS) Duration lagThreshold,
			@DefaultValue("1m") @DurationUnit(ChronoUnit.SECONDS) Duration retryDelayResetThreshold,
			@DefaultValue List<String> channels, @Nullable Boolean testChannels, @DefaultValue("40") int maxLive,
			@DefaultValue("10m") @DurationUnit(ChronoUnit.SECONDS) Duration activeWindow,
			@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration pollInterval,
			@DefaultValue("60") int requestsPerMinute, @DefaultValue("1") int shards,
			@DefaultValue("1h") @DurationUnit(ChronoUnit.SECONDS) Duration walkInterval) {

		public Stream {
			channels = List.copyOf(channels);
		}

		private void check(String prefix) {
			PropertyChecks.present(prefix + ".agent-id", this.agentId, "name the agent to follow");
			PropertyChecks.notBlank(prefix + ".conversation-id", this.conversationId);
			PropertyChecks.notBlank(prefix + ".after", this.after);
			this.channels.forEach((channel) -> PropertyChecks.notBlank(prefix + ".channels", channel));
			PropertyChecks.positive(prefix + ".concurrency", this.concurrency);
			PropertyChecks.positive(prefix + ".lag-threshold", this.lagThreshold);
			PropertyChecks.notNegative(prefix + ".retry-delay-reset-threshold", this.retryDelayResetThreshold);
			PropertyChecks.positive(prefix + ".max-live", this.maxLive);
			PropertyChecks.positive(prefix + ".active-window", this.activeWindow);
			PropertyChecks.positive(prefix + ".poll-interval", this.pollInterval);
			PropertyChecks.positive(prefix + ".requests-per-minute", this.requestsPerMinute);
			PropertyChecks.positive(prefix + ".shards", this.shards);
			PropertyChecks.positive(prefix + ".walk-interval", this.walkInterval);
		}

	}

	/**
	 * Attempts to deliver a message.
	 *
	 * @param maxAttempts Number of attempts, the first one included. Without it a message
	 * is delivered again until it succeeds.
	 * @param initialDelay Longest wait before the second attempt. Seconds, when no unit
	 * is given.
	 * @param maxDelay Longest wait before any attempt. Seconds, when no unit is given.
	 * @param multiplier Factor by which the longest wait grows with every attempt.
	 * @param acknowledgementTimeout Time allowed for an asynchronous result of a
	 * listener: a publisher, a completion stage, a coroutine or a deferred
	 * acknowledgement. Afterwards it is cancelled, and the delivery has failed. Seconds,
	 * when no unit is given.
	 */
	public record Delivery(@Nullable Integer maxAttempts,
			@DefaultValue("500ms") @DurationUnit(ChronoUnit.SECONDS) Duration initialDelay,
			@DefaultValue("5m") @DurationUnit(ChronoUnit.SECONDS) Duration maxDelay,
			@DefaultValue("2.0") double multiplier,
			@DefaultValue("5m") @DurationUnit(ChronoUnit.SECONDS) Duration acknowledgementTimeout) {

	}

}
