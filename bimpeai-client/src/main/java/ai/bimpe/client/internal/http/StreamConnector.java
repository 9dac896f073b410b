package ai.bimpe.client.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;

import ai.bimpe.client.errors.UserException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Opens the connection of a stream: without the API key, without headers of the
 * application, through a connector of its own. Thread-safe.
 *
 * @since 0.1.0
 */
public final class StreamConnector {

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	private final ExchangeFunction exchangeFunction;

	// Connectors are taken for Reactor Netty's, which is the default, until a request
	// shows that one is not.
	private volatile boolean deferQuery = true;

	private final ClientSettings settings;

	private final ResponseReader reader;

	private final Retries retries;

	private final JsonCodec json;

	private final ClientLifecycle lifecycle;

	private final Clock clock;

	/**
	 * Create.
	 * @param executor the executor of calls, whose settings apply to streams too
	 * @param webClients opens the connections
	 */
	public StreamConnector(DefaultCallExecutor executor, WebClients webClients) {
		this.exchangeFunction = webClients.streams();
		this.settings = executor.settings();
		this.reader = executor.reader();
		this.retries = executor.retries();
		this.json = executor.json();
		this.lifecycle = executor.lifecycle();
		this.clock = executor.clock();
	}

	/**
	 * Open a connection.
	 * @param <T> what is read
	 * @param call the call that opens it
	 * @param answered is told when the server has answered, with whatever
	 * @param live reads the bytes once the server has accepted the connection, and is
	 * told when that was by the clock of the server, unless that did not say
	 * @return what is read; an error of our tree when the connection is refused or lost
	 */
	public <T> Flux<T> connect(OperationCall<Void> call, Runnable answered,
			BiFunction<Flux<DataBuffer>, @Nullable Instant, Flux<T>> live) {
		return Flux.defer(() -> attempt(call, answered, live))
			.onErrorResume(DeferredQueryHandler.Refused.class, (refused) -> {
				if (this.deferQuery) {
					this.deferQuery = false;
					logger
						.warn("The connector of streams is not Reactor Netty's: a stream that is closed or paused may "
								+ "stay open at the server. Give the client a ReactorClientHttpConnector for streams");
				}
				return connect(call, answered, live);
			});
	}

	private <T> Flux<T> attempt(OperationCall<Void> call, Runnable answered,
			BiFunction<Flux<DataBuffer>, @Nullable Instant, Flux<T>> live) {
		OpenedConnection connection = OpenedConnection.ofStream();
		return Flux.defer(() -> open(call, connection, answered, live))
			.onErrorMap(
					(failure) -> ConnectionFailures.translate(call.operation().id(), failure, connection.isBegun()));
	}

	private <T> Flux<T> open(OperationCall<Void> call, OpenedConnection connection, Runnable answered,
			BiFunction<Flux<DataBuffer>, @Nullable Instant, Flux<T>> live) {
		boolean deferred = this.deferQuery;
		ClientRequest request = ClientRequest.create(HttpMethod.GET, this.settings.endpoint().resolve(call, !deferred))
			.header(HttpHeaders.ACCEPT, MediaType.TEXT_EVENT_STREAM_VALUE)
			.header(HttpHeaders.ACCEPT_ENCODING, "identity")
			.header(HttpHeaders.CACHE_CONTROL, "no-store")
			.header(HttpHeaders.USER_AGENT, RequestHeaders.USER_AGENT)
			.httpRequest((http) -> {
				connection.remember(http);
				check(http);
				if (deferred) {
					DeferredQueryHandler.addTo(http, call.queryText());
				}
			})
			.build();
		return connection.releaseOnCancel(this.exchangeFunction.exchange(request)
			.doOnNext((response) -> answered.run())
			.flatMapMany((response) -> accept(call.operation().id(), response, connection, live)));
	}

	// A connector of the application may go elsewhere, where the ticket must not go.
	private void check(ClientHttpRequest request) {
		if (!this.settings.endpoint().isSameOrigin(request.getURI())) {
			throw new UserException("The connector of streams goes to another host than that of the base URL "
					+ "(bimpeai.base-url), and tickets are for that one only");
		}
	}

	private <T> Flux<T> accept(String operation, ClientResponse response, OpenedConnection connection,
			BiFunction<Flux<DataBuffer>, @Nullable Instant, Flux<T>> live) {
		if (!response.statusCode().is2xxSuccessful()) {
			return this.reader.failure(response, operation, connection, timer()).flatMapMany(Flux::error);
		}
		Flux<DataBuffer> body = response.body((message, context) -> message.getBody());
		HttpHeaders headers = response.headers().asHttpHeaders();
		String problem = problem(response.statusCode(), headers);
		if (problem != null) {
			connection.abandon(body);
			return Flux.error(this.reader.invalid(response, operation, problem));
		}
		return live.apply(connection.read(body), ResponseHeaders.date(headers));
	}

	private static @Nullable String problem(HttpStatusCode status, HttpHeaders headers) {
		if (status.value() != HttpStatus.OK.value() || !ResponseHeaders.isEventStream(headers)) {
			return "it is no event stream";
		}
		return ResponseHeaders.isCoded(headers) ? ResponseHeaders.CODED : null;
	}

	/**
	 * End a stream with an error when the client is closed.
	 * @param <T> what is read
	 * @param stream the stream, over all its connections and waits
	 * @return the same, ended with the client
	 */
	public <T> Flux<T> endWithClient(Flux<T> stream) {
		return this.lifecycle.guard(stream);
	}

	/**
	 * Return the policies for reconnects.
	 * @return the policies
	 */
	public Retries retries() {
		return this.retries;
	}

	/**
	 * Return what reads JSON.
	 * @return the JSON of this client
	 */
	public JsonCodec json() {
		return this.json;
	}

	/**
	 * Return what runs waits and time-outs.
	 * @return the scheduler
	 */
	public Scheduler timer() {
		return this.retries.timer();
	}

	/**
	 * Return the time of this process.
	 * @return the clock of the client
	 */
	public Clock clock() {
		return this.clock;
	}

	/**
	 * Return how long the server may take to accept a connection.
	 * @return the time-out of calls
	 */
	public Duration openTimeout() {
		return this.settings.timeout();
	}

	/**
	 * Return the largest event.
	 * @return the size in bytes
	 */
	public int maxEventSize() {
		return this.settings.maxEventSize();
	}

}
