package ai.bimpe.client.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

import ai.bimpe.client.core.ApiResponse;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.Connection;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Sends the request of one attempt and reads its answer, behind all stages. Thread-safe.
 */
final class CallTransport {

	/** WebClient looks for the template of a ready-made URI here. */
	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final WebClient webClient;

	// Connectors are taken for Reactor Netty's, which is the default, until a request
	// shows that one is not.
	private volatile boolean deferQuery = true;

	private final ClientSettings settings;

	private final RequestHeaders headers;

	private final ResponseReader reader;

	private final ClientLifecycle lifecycle;

	private final Supplier<Scheduler> timer;

	/**
	 * Create.
	 * @param webClient sends the requests
	 * @param settings the settings of the client
	 * @param reader reads the answers
	 * @param lifecycle ends with the client
	 * @param timer runs the time-outs
	 */
	CallTransport(WebClient webClient, ClientSettings settings, ResponseReader reader, ClientLifecycle lifecycle,
			Supplier<Scheduler> timer) {
		this.webClient = webClient;
		this.settings = settings;
		this.headers = new RequestHeaders(settings.defaultHeaders());
		this.reader = reader;
		this.lifecycle = lifecycle;
		this.timer = timer;
	}

	<T> Mono<ApiResponse<T>> send(CallRequest<T> request) {
		return Mono.defer(() -> {
			request.listener.onAttempt();
			Mono<ApiResponse<T>> attempt = attempt(request);
			return request.query.isEmpty() ? attempt
					: attempt.onErrorResume(DeferredQueryHandler.Refused.class, (refused) -> {
						this.deferQuery = false;
						return attempt(request);
					});
		});
	}

	private <T> Mono<ApiResponse<T>> attempt(CallRequest<T> request) {
		boolean deferred = this.deferQuery;
		OpenedConnection connection = OpenedConnection.ofCall();
		Duration timeout = (request.options.timeout() != null) ? request.options.timeout() : this.settings.timeout();
		Mono<ApiResponse<T>> answer = this.webClient.method(request.operation.method())
			.uri(deferred ? request.uri : URI.create(request.uri + request.query))
			.attribute(URI_TEMPLATE, this.settings.endpoint().template(request.operation))
			.headers((headers) -> write(headers, request))
			.cookies(MultiValueMap::clear)
			.apiVersion(null)
			.httpRequest((outgoing) -> prepare(outgoing, request, connection, deferred))
			.body(body(request.body))
			.exchangeToMono((response) -> read(response, request, connection));
		return new CallAttempt<>(answer, request, connection, timeout, this.timer.get());
	}

	// By then a default request of the application has written its own.
	private void write(HttpHeaders headers, CallRequest<?> request) {
		headers.clear();
		this.headers.write(headers, request.options, request.requestId, request.idempotencyKey, request.body != null);
	}

	private void prepare(ClientHttpRequest outgoing, CallRequest<?> request, OpenedConnection connection,
			boolean deferred) {
		connection.remember(outgoing);
		if (request.apiKey != null) {
			request.apiKey.write(outgoing, this.settings.endpoint());
		}
		if (this.lifecycle.isClosed() && outgoing.getNativeRequest() instanceof Connection) {
			// Our pool would begin anew with this connection, and nobody would end it.
			outgoing.getHeaders().set(HttpHeaders.CONNECTION, "close");
		}
		if (deferred) {
			DeferredQueryHandler.addTo(outgoing, request.query);
		}
	}

	private <T> Mono<ApiResponse<T>> read(ClientResponse response, CallRequest<T> request,
			OpenedConnection connection) {
		ResponseHead head = ResponseHead.of(response);
		request.listener.onResponse(head);
		return this.reader.read(response, head, request, connection);
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
