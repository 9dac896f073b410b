package ai.bimpe.client.internal.http;

import java.time.Clock;
import java.util.List;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RequestOption;
import reactor.core.publisher.Mono;

/**
 * Builds the request of a call once, and passes it through the stages to the transport.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class DefaultCallExecutor extends CallExecutor {

	/**
	 * Outermost first: the only place where the order of a call's concerns is decided.
	 */
	private final List<CallStage> stages;

	private final CallTransport transport;

	private final ClientSettings settings;

	private final JsonCodec json;

	private final ResponseReader reader;

	private final Retries retries;

	private final ClientLifecycle lifecycle;

	private final Clock clock;

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
	public DefaultCallExecutor(WebClients webClients, ClientSettings settings, ApiKeys apiKeys, JsonCodec json,
			Clock clock, Retries retries, CallObservation observation, ClientLifecycle lifecycle) {
		this.settings = settings;
		this.json = json;
		this.reader = new ResponseReader(json, clock, settings.maxResponseSize(), apiKeys instanceof ProvidedApiKeys);
		this.retries = retries;
		this.lifecycle = lifecycle;
		this.clock = clock;
		this.transport = new CallTransport(webClients.calls(), settings, this.reader, lifecycle, retries::timer);
		this.stages = settings.pace() ? List.of(observation, retries,
				new CallRateLimiter(retries.timer(), clock, retries.maxRetryAfter()), apiKeys)
				: List.of(observation, retries, apiKeys);
	}

	/**
	 * Do what blocks the first call of a process: read the random source of the system.
	 */
	public static void prepare() {
		UuidGenerator.next();
	}

	@Override
	public <T> Mono<ApiResponse<T>> send(OperationCall<T> call, RequestOption... options) {
		return Mono.defer(() -> {
			this.lifecycle.check();
			return next(0, request(call, options));
		});
	}

	private <T> Mono<ApiResponse<T>> next(int stage, CallRequest<T> request) {
		return (stage == this.stages.size()) ? this.transport.send(request)
				: this.stages.get(stage).apply(request, (passed) -> next(stage + 1, passed));
	}

	private <T> CallRequest<T> request(OperationCall<T> call, RequestOption... options) {
		byte[] body = (call.body() != null) ? this.json.write(call.body()) : null;
		return new CallRequest<>(call.operation(), this.settings.endpoint().resolve(call, false), call.queryText(),
				body, CallOptions.of(options));
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

}
