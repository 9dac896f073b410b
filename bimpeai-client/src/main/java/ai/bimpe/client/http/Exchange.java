package ai.bimpe.client.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import ai.bimpe.client.ApiResponse;
import ai.bimpe.client.ListQuery;
import ai.bimpe.client.PagedFlux;
import ai.bimpe.client.RequestOption;
import ai.bimpe.client.Values;
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
public final class Exchange {

	/** WebClient looks for the template of a ready-made URI here. */
	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final WebClient webClient;

	// Connectors are taken for Reactor Netty's, which is the default, until a request
	// shows that one is not.
	private volatile boolean lateQuery = true;

	private final ClientSettings settings;

	private final ApiKeys apiKeys;

	private final Json json;

	private final RequestHeaders headers;

	private final ResponseReader reader;

	private final Retries retries;

	private final CallWatch watch;

	private final Lifetime lifetime;

	private final Clock clock;

	private final @Nullable Pacing pacing;

	/**
	 * Create.
	 * @param webClients send the requests
	 * @param settings the settings of the client
	 * @param apiKeys the API keys
	 * @param json reads and writes bodies
	 * @param clock tells the time for dates of the server
	 * @param retries when to try again
	 * @param watch observes the calls
	 * @param lifetime ends with the client
	 */
	public Exchange(WebClients webClients, ClientSettings settings, ApiKeys apiKeys, Json json, Clock clock,
			Retries retries, CallWatch watch, Lifetime lifetime) {
		this.webClient = webClients.calls();
		this.settings = settings;
		this.apiKeys = apiKeys;
		this.json = json;
		this.headers = new RequestHeaders(settings.defaultHeaders());
		this.reader = new ResponseReader(json, clock, settings.maxResponseSize(), apiKeys instanceof ProvidedApiKeys);
		this.retries = retries;
		this.watch = watch;
		this.lifetime = lifetime;
		this.clock = clock;
		this.pacing = settings.pace() ? new Pacing(retries.timer(), retries.maxRetryAfter()) : null;
	}

	/**
	 * Make a call and return the whole answer. Nothing happens before a subscription, and
	 * every subscription is a call of its own.
	 * @param <T> the type of the data
	 * @param call the call
	 * @param options the options of the call
	 * @return the answer, or an error of our tree
	 */
	public <T> Mono<ApiResponse<T>> send(Call<T> call, RequestOption... options) {
		return Mono.defer(() -> {
			this.lifetime.check();
			CallState state = state(call, options);
			Mono<ApiResponse<T>> attempt = Mono.defer(() -> this.apiKeys.attempt(state, () -> {
				state.attempt();
				return request(call.operation(), state);
			}, this.watch::retry));
			Mono<ApiResponse<T>> paced = (this.pacing != null) ? this.pacing.around(state, attempt) : attempt;
			return this.watch.around(state, this.retries.around(state, paced, this.watch::retry));
		});
	}

	/**
	 * Make a call and return its data.
	 * @param <T> the type of the data
	 * @param call the call
	 * @param options the options of the call
	 * @return the data; empty when the operation answers without data
	 */
	public <T> Mono<T> data(Call<T> call, RequestOption... options) {
		return send(call, options).mapNotNull(ApiResponse::data);
	}

	/**
	 * Make a call and return the items of its list.
	 * @param <T> the type of the items
	 * @param call the call
	 * @param options the options of the call
	 * @return the items
	 */
	public <T> Flux<T> items(Call<List<T>> call, RequestOption... options) {
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
	public <T> PagedFlux<T> pages(Call<List<T>> call, ListQuery query, RequestOption... options) {
		return PagedFlux.create(query.page(), (page) -> send(call.page(query, page), options));
	}

	ClientSettings settings() {
		return this.settings;
	}

	Json json() {
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

	Lifetime lifetime() {
		return this.lifetime;
	}

	private CallState state(Call<?> call, RequestOption... options) {
		byte[] body = (call.body() != null) ? this.json.write(call.body()) : null;
		return new CallState(this.settings.account(), call.operation(), this.settings.endpoint().resolve(call, false),
				call.queryText(), body, CallOptions.of(options));
	}

	private <T> Mono<ApiResponse<T>> request(Operation<T> operation, CallState state) {
		Mono<ApiResponse<T>> attempt = attempt(operation, state);
		return state.query.isEmpty() ? attempt : attempt.onErrorResume(LateQuery.Refused.class, (refused) -> {
			this.lateQuery = false;
			return attempt(operation, state);
		});
	}

	private <T> Mono<ApiResponse<T>> attempt(Operation<T> operation, CallState state) {
		boolean late = this.lateQuery;
		OpenedConnection connection = OpenedConnection.ofCall();
		HttpMethod method = operation.method();
		Duration timeout = (state.options.timeout() != null) ? state.options.timeout() : this.settings.timeout();
		WebClient.RequestBodySpec request = this.webClient.method(method)
			.uri(late ? state.uri : URI.create(state.uri + state.query))
			.attribute(URI_TEMPLATE, this.settings.endpoint().template(operation))
			.headers((headers) -> this.headers.write(headers, state.options, state.requestId, state.idempotencyKey,
					state.body != null))
			.httpRequest((outgoing) -> send(outgoing, state, connection, late));
		Mono<ApiResponse<T>> answer = request.body(body(state.body))
			.exchangeToMono((response) -> this.reader.read(response, operation, state, connection));
		return new Attempt<>(answer, state, connection, timeout, this.retries.timer());
	}

	private void send(ClientHttpRequest request, CallState state, OpenedConnection connection, boolean late) {
		connection.remember(request);
		if (state.apiKey != null) {
			state.apiKey.write(request, this.settings.endpoint());
		}
		if (this.lifetime.isClosed() && request.getNativeRequest() instanceof Connection) {
			// Our pool would begin anew with this connection, and nobody would end it.
			request.getHeaders().set(HttpHeaders.CONNECTION, "close");
		}
		if (late) {
			LateQuery.addTo(request, state.query);
		}
	}

	private static BodyInserter<?, ? super ClientHttpRequest> body(byte @Nullable [] body) {
		if (body == null) {
			return BodyInserters.empty();
		}
		return (request, context) -> {
			request.getHeaders().setContentLength(body.length);
			DataBuffer buffer = request.bufferFactory().wrap(body);
			return request.writeWith(Mono.just(buffer));
		};
	}

}
