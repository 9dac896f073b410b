package ai.bimpe.client;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.core.CallListener;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.HeaderRules;
import ai.bimpe.client.internal.http.ApiKey;
import ai.bimpe.client.internal.http.ApiKeys;
import ai.bimpe.client.internal.http.CallObservation;
import ai.bimpe.client.internal.http.ClientLifecycle;
import ai.bimpe.client.internal.http.ClientSettings;
import ai.bimpe.client.internal.http.DefaultCallExecutor;
import ai.bimpe.client.internal.http.Endpoint;
import ai.bimpe.client.internal.http.JsonCodec;
import ai.bimpe.client.internal.http.ProvidedApiKeys;
import ai.bimpe.client.internal.http.Retries;
import ai.bimpe.client.internal.http.StreamConnector;
import ai.bimpe.client.internal.http.StreamObservation;
import ai.bimpe.client.internal.http.WebClients;
import ai.bimpe.client.internal.resource.ResourceFactory;
import ai.bimpe.client.internal.stream.MessageStreams;
import ai.bimpe.client.observation.ClientObservationConvention;
import ai.bimpe.client.observation.StreamObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.retry.RetryListener;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Builds a client. Only the API key, or a provider of it, is required. Not thread-safe; a
 * builder can build more than once.
 *
 * @param <C> the face that is built
 * @since 0.1.0
 * @see BimpeAI#builder()
 * @see ReactiveBimpeAI#builder()
 */
public final class BimpeAIBuilder<C> {

	/** Name of a client that was not named. */
	public static final String DEFAULT_ACCOUNT = "default";

	/** Where the API is, unless told otherwise. */
	public static final String DEFAULT_BASE_URL = "https://api.bimpe.ai";

	/** Time-out of an attempt, unless told otherwise. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

	/** How long a connection may take to be made, unless told otherwise. */
	public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

	/** Retries after the first attempt, unless told otherwise. */
	public static final int DEFAULT_MAX_RETRIES = 2;

	/** Largest body of an answer, unless told otherwise. */
	public static final DataSize DEFAULT_MAX_RESPONSE_SIZE = DataSize.ofMegabytes(16);

	/** Largest event of a stream, unless told otherwise. */
	public static final DataSize DEFAULT_MAX_EVENT_SIZE = DataSize.ofMegabytes(1);

	/** What the time-out of a socket can hold, in milliseconds. */
	private static final Duration SHORTEST_CONNECT = Duration.ofMillis(1);

	private static final Duration LONGEST_CONNECT = Duration.ofDays(24);

	private final Function<ReactiveBimpeAI, C> face;

	private String account = DEFAULT_ACCOUNT;

	private @Nullable String apiKey;

	private @Nullable ApiKeyProvider apiKeyProvider;

	private String baseUrl = DEFAULT_BASE_URL;

	private boolean allowInsecureBaseUrl;

	private Duration timeout = DEFAULT_TIMEOUT;

	private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;

	private int maxRetries = DEFAULT_MAX_RETRIES;

	private RetrySettings retry = RetrySettings.DEFAULTS;

	private boolean pace;

	private final Map<String, String> defaultHeaders = new LinkedHashMap<>();

	private DataSize maxResponseSize = DEFAULT_MAX_RESPONSE_SIZE;

	private DataSize maxEventSize = DEFAULT_MAX_EVENT_SIZE;

	private @Nullable Supplier<WebClient.Builder> webClientBuilder;

	private @Nullable ClientHttpConnector connector;

	private @Nullable ClientHttpConnector streamConnector;

	private @Nullable RetryPolicy retryPolicy;

	private @Nullable BackOffPolicy backOffPolicy;

	private final List<RetryListener> retryListeners = new ArrayList<>();

	private final List<CallListener> callListeners = new ArrayList<>();

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable ClientObservationConvention observationConvention;

	private @Nullable StreamObservationConvention streamObservationConvention;

	private Consumer<JsonMapper.Builder> jsonCustomizer = (builder) -> {
	};

	private Clock clock = Clock.systemUTC();

	private @Nullable Scheduler scheduler;

	BimpeAIBuilder(Function<ReactiveBimpeAI, C> face) {
		this.face = face;
	}

	/**
	 * Name the account that the client works for. Listeners, observations and meters tell
	 * clients apart by it.
	 * @param account the name, one of few; not blank
	 * @return this builder
	 */
	public BimpeAIBuilder<C> account(String account) {
		this.account = account;
		return this;
	}

	/**
	 * Set the API key of the team, in place of a provider that was set before.
	 * @param apiKey the key, usually starting with {@code sk_}
	 * @return this builder
	 */
	public BimpeAIBuilder<C> apiKey(String apiKey) {
		this.apiKey = apiKey;
		this.apiKeyProvider = null;
		return this;
	}

	/**
	 * Get the API key from a provider, in place of a key that was set before.
	 * @param apiKeyProvider shared between threads
	 * @return this builder
	 */
	public BimpeAIBuilder<C> apiKeyProvider(ApiKeyProvider apiKeyProvider) {
		this.apiKeyProvider = apiKeyProvider;
		this.apiKey = null;
		return this;
	}

	/**
	 * Set where the API is.
	 * @param baseUrl scheme, host, optional port and path; {@code https} unless the host
	 * is loopback
	 * @return this builder
	 */
	public BimpeAIBuilder<C> baseUrl(String baseUrl) {
		this.baseUrl = baseUrl;
		return this;
	}

	/**
	 * Return where the Console API is, as it was set last.
	 * @return the base URL
	 */
	public String baseUrl() {
		return this.baseUrl;
	}

	/**
	 * Allow plain http to a host that is not loopback. The API key can then be read on
	 * the way.
	 * @param allow whether to allow it
	 * @return this builder
	 */
	public BimpeAIBuilder<C> allowInsecureBaseUrl(boolean allow) {
		this.allowInsecureBaseUrl = allow;
		return this;
	}

	/**
	 * Set the time-out of an attempt, from sending to the last byte of the body. A call
	 * can take longer when it is tried again.
	 * @param timeout longer than zero
	 * @return this builder
	 */
	public BimpeAIBuilder<C> timeout(Duration timeout) {
		this.timeout = timeout;
		return this;
	}

	/**
	 * Set how long a connection may take to be made. Has no effect on a connector or
	 * WebClient of the caller's own.
	 * @param connectTimeout from a millisecond to 24 days
	 * @return this builder
	 */
	public BimpeAIBuilder<C> connectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
		return this;
	}

	/**
	 * Set how often a call is tried again. Connection errors, time-outs, 408, 421, 425,
	 * 429 and 5xx but 501 are.
	 * @param maxRetries retries after the first attempt; zero or more
	 * @return this builder
	 */
	public BimpeAIBuilder<C> maxRetries(int maxRetries) {
		this.maxRetries = maxRetries;
		return this;
	}

	/**
	 * Set how long to wait between attempts.
	 * @param retry the settings
	 * @return this builder
	 */
	public BimpeAIBuilder<C> retry(RetrySettings retry) {
		this.retry = retry;
		return this;
	}

	/**
	 * Spread calls by the rate limits that the server tells, instead of running into 429.
	 * Each operation is paced by itself: while more than half of its limit is left, calls
	 * go at once, the rest is spread evenly over the time until the limit is renewed, and
	 * after that calls wait, in their order. Before the first answer nothing is known.
	 * Where the server counts several operations together, or other clients use the same
	 * key, a 429 is still possible, and is retried as ever.
	 * <p>
	 * The time-out of a call does not count the wait. A call that would have to wait
	 * longer than {@link RetrySettings#maxRetryAfter()} fails at once with a
	 * {@link ai.bimpe.client.errors.RateLimitException}, and so does one that has waited
	 * for that long in vain; neither is sent.
	 * @param pace whether to spread calls; not done unless asked for
	 * @return this builder
	 */
	public BimpeAIBuilder<C> pace(boolean pace) {
		this.pace = pace;
		return this;
	}

	/**
	 * Replace the retry policy for calls. Streams keep theirs, a call that chooses its
	 * own number of retries gets that, and a call whose effect must not happen twice is
	 * still not repeated.
	 * @param retryPolicy shared between threads
	 * @return this builder
	 */
	public BimpeAIBuilder<C> retryPolicy(RetryPolicy retryPolicy) {
		this.retryPolicy = retryPolicy;
		return this;
	}

	/**
	 * Replace the back-off policy for calls and streams. A
	 * {@link org.springframework.retry.backoff.SleepingBackOffPolicy} sleeps no thread;
	 * any other one runs on a thread that may block.
	 * @param backOffPolicy shared between threads
	 * @return this builder
	 */
	public BimpeAIBuilder<C> backOffPolicy(BackOffPolicy backOffPolicy) {
		this.backOffPolicy = backOffPolicy;
		return this;
	}

	/**
	 * Add a listener that hears of every failed attempt. It must not block.
	 * @param retryListener shared between threads
	 * @return this builder
	 */
	public BimpeAIBuilder<C> retryListener(RetryListener retryListener) {
		this.retryListeners.add(retryListener);
		return this;
	}

	/**
	 * Add a listener that hears how every call ended.
	 * @param callListener shared between threads
	 * @return this builder
	 */
	public BimpeAIBuilder<C> callListener(CallListener callListener) {
		this.callListeners.add(callListener);
		return this;
	}

	/**
	 * Add a header to every call. It never replaces a header that the client sets itself,
	 * and is never sent when a stream is opened.
	 * @param name the name of the header
	 * @param value the value; no control characters
	 * @return this builder
	 * @throws UserException when the name or value cannot be sent
	 */
	public BimpeAIBuilder<C> defaultHeader(String name, String value) {
		if (HeaderRules.check(name, value)) {
			this.defaultHeaders.put(name, value);
		}
		return this;
	}

	/**
	 * Set the largest body of an answer.
	 * @param maxResponseSize from 1 byte to 2 GB
	 * @return this builder
	 */
	public BimpeAIBuilder<C> maxResponseSize(DataSize maxResponseSize) {
		this.maxResponseSize = maxResponseSize;
		return this;
	}

	/**
	 * Set the largest event of a stream. A larger one is skipped.
	 * @param maxEventSize from 1 byte to 2 GB
	 * @return this builder
	 */
	public BimpeAIBuilder<C> maxEventSize(DataSize maxEventSize) {
		this.maxEventSize = maxEventSize;
		return this;
	}

	/**
	 * Use a WebClient of the caller's own, with its connector, filters and observation.
	 * It is copied, never changed and not closed. What it adds to requests by default is
	 * left out: headers, cookies, the API version, the default request. Streams use its
	 * connector, but not its filters either.
	 * @param webClientBuilder the builder to copy
	 * @return this builder
	 */
	public BimpeAIBuilder<C> webClientBuilder(WebClient.Builder webClientBuilder) {
		WebClient.Builder copy = webClientBuilder.clone();
		return webClientBuilder(() -> copy);
	}

	/**
	 * Use a WebClient of the caller's own, as
	 * {@link #webClientBuilder(WebClient.Builder)} does, but ask for it when the client
	 * is first used.
	 * @param webClientBuilder gives the builder to copy, on any thread
	 * @return this builder
	 */
	public BimpeAIBuilder<C> webClientBuilder(Supplier<WebClient.Builder> webClientBuilder) {
		this.webClientBuilder = webClientBuilder;
		return this;
	}

	/**
	 * Use a connector of the caller's own for calls. It is not closed. It should not
	 * follow redirects.
	 * @param connector the connector
	 * @return this builder
	 */
	public BimpeAIBuilder<C> connector(ClientHttpConnector connector) {
		this.connector = connector;
		return this;
	}

	/**
	 * Use a connector of the caller's own for streams. It is not closed. It must not have
	 * a response or read time-out, which would end a healthy stream that is silent, and
	 * should not share its pool with calls. It should be Reactor Netty's: Spring's
	 * connector for the HTTP client of the JDK does not close a stream that is cancelled,
	 * which the first stream logs as a warning.
	 * @param streamConnector the connector
	 * @return this builder
	 */
	public BimpeAIBuilder<C> streamConnector(ClientHttpConnector streamConnector) {
		this.streamConnector = streamConnector;
		return this;
	}

	/**
	 * Observe every call, and every connection of a stream.
	 * @param observationRegistry takes the observations
	 * @return this builder
	 */
	public BimpeAIBuilder<C> observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		return this;
	}

	/**
	 * Name the observations of calls differently.
	 * @param observationConvention the convention
	 * @return this builder
	 */
	public BimpeAIBuilder<C> observationConvention(ClientObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
		return this;
	}

	/**
	 * Name the observations of streams differently.
	 * @param streamObservationConvention the convention
	 * @return this builder
	 */
	public BimpeAIBuilder<C> streamObservationConvention(StreamObservationConvention streamObservationConvention) {
		this.streamObservationConvention = streamObservationConvention;
		return this;
	}

	/**
	 * Change how JSON is read and written.
	 * @param customizer changes the mapper of this client after its own settings
	 * @return this builder
	 */
	public BimpeAIBuilder<C> json(Consumer<JsonMapper.Builder> customizer) {
		this.jsonCustomizer = this.jsonCustomizer.andThen(customizer);
		return this;
	}

	/**
	 * Set the clock that dates of the server are compared with. Meant for tests.
	 * @param clock the clock
	 * @return this builder
	 */
	public BimpeAIBuilder<C> clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Set what runs waits and time-outs. Meant for tests with virtual time.
	 * @param scheduler the scheduler; not closed
	 * @return this builder
	 */
	public BimpeAIBuilder<C> scheduler(Scheduler scheduler) {
		this.scheduler = scheduler;
		return this;
	}

	/**
	 * Build the client. What takes time, such as connectors and the JSON mapper, is made
	 * when the client is first used: a customizer that fails does so then.
	 * @return the client
	 * @throws UserException when the API key is missing or a setting is out of its range
	 */
	public C build() {
		Retries retries = new Retries(this.maxRetries, this.retry, this.retryPolicy, this.backOffPolicy,
				this.retryListeners, this.scheduler);
		ApiKeys keys = (this.apiKeyProvider == null) ? ApiKeys.fixed(ApiKey.fixed(this.apiKey))
				: new ProvidedApiKeys(this.apiKeyProvider, this.timeout, retries.timer());
		ClientSettings settings = new ClientSettings(this.account, Endpoint.of(this.baseUrl, this.allowInsecureBaseUrl),
				this.timeout, this.maxRetries, this.retry, this.pace, this.defaultHeaders,
				bytes("max-response-size", this.maxResponseSize), bytes("max-event-size", this.maxEventSize));
		if (this.connectTimeout.compareTo(SHORTEST_CONNECT) < 0 || this.connectTimeout.compareTo(LONGEST_CONNECT) > 0) {
			throw new UserException("'connect-timeout' must be from 1ms to 24d, but is " + this.connectTimeout);
		}
		CallObservation observation = new CallObservation(this.observationRegistry, this.observationConvention,
				this.callListeners, this.account);
		StreamObservation streamObservation = new StreamObservation(this.observationRegistry,
				this.streamObservationConvention, this.account);
		WebClients.Parts parts = new WebClients.Parts(this.webClientBuilder, this.connector, this.streamConnector,
				this.connectTimeout, this.observationRegistry);
		Consumer<JsonMapper.Builder> jsonCustomizer = this.jsonCustomizer;
		Clock clock = this.clock;
		ClientLifecycle lifecycle = new ClientLifecycle();
		// What is checked above is cheap. The rest takes a tenth of a second, which the
		// start of an application need not wait for.
		return this.face.apply(new DefaultReactiveBimpeAI(() -> {
			DefaultCallExecutor.prepare();
			JsonCodec json = new JsonCodec(jsonCustomizer);
			WebClients webClients = WebClients.create(parts);
			DefaultCallExecutor executor = new DefaultCallExecutor(webClients, settings, keys, json, clock, retries,
					observation, lifecycle);
			lifecycle.closeWithIt(webClients::close);
			return DefaultReactiveBimpeAI.Resources.of(new ResourceFactory.Parts(executor,
					new MessageStreams(new StreamConnector(executor, webClients), streamObservation)));
		}, lifecycle::close));
	}

	private static int bytes(String name, DataSize size) {
		long bytes = size.toBytes();
		if (bytes < 1 || bytes > Integer.MAX_VALUE) {
			throw new UserException("'" + name + "' must be from 1B to 2GB, but is " + size);
		}
		return (int) bytes;
	}

}
