package ai.bimpe.client.internal.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Carries out calls: builds the request once, makes as many attempts as the retry policy
 * allows, reads the answer. Thread-safe.
 *
 * @since 0.1.0
 */
public final class CallExecutor {

	/** WebClient looks for the template of a ready-made URI here. */
	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final WebClient webClient;

	// Connectors are taken for Reactor Netty's, which is the default, until a request
	// shows that one is not.
	private volatile boolean deferQuery = true;

	private final ClientSettings settings;

	private final ApiKeys apiKeys;

	private final JsonCodec json;

	private final RequestHeaders headers;

	private final ResponseReader reader;

	private final Retries retries;

	private final CallObservation observation;

	private final ClientLifecycle lifecycle;

	private final Clock clock;

	private final @Nullable CallRateLimiter rateLimiter;

	/**
	 * Create.
	 * @param webClients send the requests
	 * @param settings the settings of the client
	 * @param apiKeys the API keys
	 * @param json reads and writes bodies
	 * @param clock tells the time for dates of the server
	 * @param retries when to try again
	 * @param observation observes the calls
	 * @param lifecycle ends with the client
	 */
	public CallExecutor(WebClients webClients, ClientSettings settings, ApiKeys apiKeys, JsonCodec json, Clock clock,
			Retries retries, CallObservation observation, ClientLifecycle lifecycle) {
		this.webClient = webClients.calls();
		this.settings = settings;
		this.apiKeys = apiKeys;
		this.json = json;
		this.headers = new RequestHeaders(settings.defaultHeaders());
		this.reader = new ResponseReader(json, clock, settings.maxResponseSize(), apiKeys instanceof ProvidedApiKeys);
		this.retries = retries;
		this.observation = observation;
		this.lifecycle = lifecycle;
		this.clock = clock;
		this.rateLimiter = settings.pace() ? new CallRateLimiter(retries.timer(), retries.maxRetryAfter()) : null;
	}

	/**
	 * Make a call and return the whole answer. Nothing happens before a subscription, and
	 * every subscription is a call of its own.
	 * @param <T> the type of the data
	 * @param call the call
	 * @param options the options of the call
	 * @return the answer, or an error of our tree
	 */
	public <T> Mono<ApiResponse<T>> send(OperationCall<T> call, RequestOption... options) {
		return Mono.defer(() -> {
			this.lifecycle.check();
			CallContext context = context(call, options);
			Mono<ApiResponse<T>> attempt = Mono.defer(() -> this.apiKeys.attempt(context, () -> {
				context.attempt();
				return request(call.operation(), context);
			}, this.observation::retry));
			Mono<ApiResponse<T>> limited = (this.rateLimiter != null) ? this.rateLimiter.around(context, attempt)
					: attempt;
			return this.observation.around(context, this.retries.around(context, limited, this.observation::retry));
		});
	}

	/**
	 * Make a call and return its data.
	 * @param <T> the type of the data
	 * @param call the call
	 * @param options the options of the call
	 * @return the data; empty when the operation answers without data
	 */
	public <T> Mono<T> data(OperationCall<T> call, RequestOption... options) {
		return send(call, options).mapNotNull(ApiResponse::data);
	}

	/**
	 * Make a call and return the items of its list.
	 * @param <T> the type of the items
	 * @param call the call
	 * @param options the options of the call
	 * @return the items
	 */
	public <T> Flux<T> items(OperationCall<List<T>> call, RequestOption... options) {
		return data(call, options).flatMapIterable(Values::list);
	}

	/**
	 * Walk over a paginated list.
	 * @param <T> the type of the items
	 * @param call the call, with what filters the list as its query
	 * @param query which page to start at, and how to search and sort
	 * @param options the options of every call
	 * @return the list
	 */
	public <T> PagedFlux<T> pages(OperationCall<List<T>> call, ListQuery query, RequestOption... options) {
		return PagedFlux.create(query.page(), (page) -> send(call.page(query, page), options));
	}

	ClientSettings settings() {
		return this.settings;
	}

	JsonCodec json() {
		return this.json;
	}

	ResponseReader reader() {
		return this.reader;
	}

	Retries retries() {
		return this.retries;
	}

	Clock clock() {
		return this.clock;
	}

	ClientLifecycle lifecycle() {
		return this.lifecycle;
	}

	private CallContext context(OperationCall<?> call, RequestOption... options) {
		byte[] body = (call.body() != null) ? this.json.write(call.body()) : null;
		return new CallContext(this.settings.account(), call.operation(), this.settings.endpoint().resolve(call, false),
				call.queryText(), body, CallOptions.of(options));
	}

	private <T> Mono<ApiResponse<T>> request(Operation<T> operation, CallContext context) {
		Mono<ApiResponse<T>> attempt = attempt(operation, context);
		return context.query.isEmpty() ? attempt
				: attempt.onErrorResume(DeferredQueryHandler.Refused.class, (refused) -> {
					this.deferQuery = false;
					return attempt(operation, context);
				});
	}

	private <T> Mono<ApiResponse<T>> attempt(Operation<T> operation, CallContext context) {
		boolean deferred = this.deferQuery;
		OpenedConnection connection = OpenedConnection.ofCall();
		HttpMethod method = operation.method();
		Duration timeout = (context.options.timeout() != null) ? context.options.timeout() : this.settings.timeout();
		WebClient.RequestBodySpec request = this.webClient.method(method)
			.uri(deferred ? context.uri : URI.create(context.uri + context.query))
			.attribute(URI_TEMPLATE, this.settings.endpoint().template(operation))
			.headers((headers) -> this.headers.write(headers, context.options, context.requestId,
					context.idempotencyKey, context.body != null))
			.httpRequest((outgoing) -> send(outgoing, context, connection, deferred));
		Mono<ApiResponse<T>> answer = request.body(body(context.body))
			.exchangeToMono((response) -> this.reader.read(response, operation, context, connection));
		return new CallAttempt<>(answer, context, connection, timeout, this.retries.timer());
	}

	private void send(ClientHttpRequest request, CallContext context, OpenedConnection connection, boolean deferred) {
		connection.remember(request);
		if (context.apiKey != null) {
			context.apiKey.write(request, this.settings.endpoint());
		}
		if (this.lifecycle.isClosed() && request.getNativeRequest() instanceof Connection) {
			// Our pool would begin anew with this connection, and nobody would end it.
			request.getHeaders().set(HttpHeaders.CONNECTION, "close");
		}
		if (deferred) {
			DeferredQueryHandler.addTo(request, context.query);
		}
	}

	private static BodyInserter<?, ? super ClientHttpRequest> body(byte @Nullable [] body) {
		if (body == null) {
			return BodyInserters.empty();
		}
		return (request, writeContext) -> {
			request.getHeaders().setContentLength(body.length);
			DataBuffer buffer = request.bufferFactory().wrap(body);
			return request.writeWith(Mono.just(buffer));
		};
	}

}
