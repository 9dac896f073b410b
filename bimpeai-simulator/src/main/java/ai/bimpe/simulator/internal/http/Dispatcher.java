package ai.bimpe.simulator.internal.http;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import ai.bimpe.simulator.core.ApiKey;
import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.faults.FaultRegistry;
import ai.bimpe.simulator.internal.faults.FaultSpec;
import ai.bimpe.simulator.internal.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request through the stages that all operations share: recording, limits, keys,
 * scripted faults, idempotency, and the form of errors.
 *
 * @since 0.1.0
 */
public final class Dispatcher {

	private static final String UNKNOWN_OPERATION = "";

	/**
	 * The form of RFC 9110. That of the JDK writes days before the tenth with one digit.
	 */
	private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter
		.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private final Router console;

	private final Router control;

	private final Store store;

	private final SimulatorSettings settings;

	private final Clock clock;

	private final ApiKeyAuthenticator authenticator;

	private final FaultRegistry faults;

	private final RequestLog log;

	private final RateLimiter limiter;

	private final Idempotency idempotency;

	/**
	 * Create a dispatcher.
	 * @param console the operations of the API
	 * @param control the operations of the control interface
	 * @param store the state
	 * @param settings the settings
	 * @param clock the clock of limits and records
	 * @param authenticator who checks the API keys
	 * @param faults the scripted faults
	 * @param log where requests are recorded
	 */
	public Dispatcher(Router console, Router control, Store store, SimulatorSettings settings, Clock clock,
			ApiKeyAuthenticator authenticator, FaultRegistry faults, RequestLog log) {
		this.console = console;
		this.control = control;
		this.store = store;
		this.settings = settings;
		this.clock = clock;
		this.authenticator = authenticator;
		this.faults = faults;
		this.log = log;
		this.limiter = new RateLimiter(settings, clock);
		this.idempotency = new Idempotency(clock);
	}

	/**
	 * Answer a request.
	 * @param message the request
	 * @return the response and what to do to it
	 */
	public Result dispatch(HttpMessage message) {
		String requestId = requestId(message);
		if (message.method().equals("OPTIONS")) {
			return new Result(Cors.preflight(message), Map.of("X-Request-Id", requestId), null);
		}
		if (this.control.owns(message.path())) {
			ApiResponse response = guarded(requestId, () -> route(this.control, message, null, null));
			Map<String, String> headers = new LinkedHashMap<>(Cors.headers(message));
			headers.put("X-Request-Id", requestId);
			return new Result(response, headers, null);
		}
		Router.Match match = this.console.find(message.method(), message.path());
		String operationId = (match != null) ? match.route().operationId() : UNKNOWN_OPERATION;
		this.log.add(this.clock.instant(), (match != null) ? operationId : null, message);
		String sent = ApiKeyAuthenticator.presentedKey(message);
		RateLimiter.Allowance allowance = this.limiter.count(sent, operationId);
		FaultSpec fault = this.faults.take(operationId, message.path());
		ApiResponse response = guarded(requestId, () -> respond(message, match, sent, allowance, fault));
		Map<String, String> headers = new LinkedHashMap<>(allowance.headers());
		headers.put("X-Request-Id", requestId);
		headers.put("Date", HTTP_DATE.format(this.clock.instant()));
		headers.putAll(Cors.headers(message));
		return new Result(response, headers, fault);
	}

	/**
	 * Refuse a request whose body is too large.
	 * @param message the request, without its body
	 * @return the response
	 */
	public Result refuseLargeBody(HttpMessage message) {
		String requestId = requestId(message);
		ApiResponse response = ApiException.of(413, HttpStatusText.usualCode(413), "The body is too large")
			.toResponse(requestId, false)
			.withHeaders(Map.of("Connection", "close"));
		return new Result(response, Map.of("X-Request-Id", requestId), null);
	}

	/**
	 * Forget counts and remembered responses.
	 */
	public void reset() {
		this.limiter.reset();
		this.store.locked(() -> {
			this.idempotency.reset();
			return this;
		});
	}

	private ApiResponse respond(HttpMessage message, Router.@Nullable Match match, String sent,
			RateLimiter.Allowance allowance, @Nullable FaultSpec fault) {
		FaultResponse replacement = FaultResponse.of(fault, this.faults, message.path());
		if (replacement == null) {
			return run(message, match, sent, allowance, fault);
		}
		if (replacement.executes()) {
			ApiResponse lost = run(message, match, sent, allowance, fault);
			if (lost instanceof StreamingResponse stream) {
				stream.released();
			}
		}
		throw replacement.exception();
	}

	private ApiResponse run(HttpMessage message, Router.@Nullable Match match, String sent,
			RateLimiter.Allowance allowance, @Nullable FaultSpec fault) {
		if (match == null || !match.route().needsKey()) {
			allowance.check();
			return route(this.console, message, null, fault);
		}
		ApiKey key = this.authenticator.authenticate(sent, match.route().scope());
		allowance.check();
		return this.store
			.locked(() -> this.idempotency.run(message, sent, () -> route(this.console, message, key, fault)));
	}

	private ApiResponse route(Router router, HttpMessage message, @Nullable ApiKey key, @Nullable FaultSpec fault) {
		Router.Match match = router.find(message.method(), message.path());
		if (match != null) {
			ApiRequest request = new ApiRequest(message, match.variables(), key, fault);
			return this.store.locked(() -> match.route().handler().handle(request));
		}
		Set<String> methods = router.methodsOf(message.path());
		if (methods.isEmpty()) {
			throw ApiException.of(404, "not_found", "Cannot " + message.method() + " " + message.path());
		}
		throw ApiException.of(405, HttpStatusText.usualCode(405), "Cannot " + message.method() + " " + message.path(),
				Map.of("Allow", String.join(", ", methods)));
	}

	private ApiResponse guarded(String requestId, Supplier<ApiResponse> work) {
		try {
			return work.get();
		}
		catch (ApiException ex) {
			return ex.toResponse(requestId, this.settings.fieldErrorsForm());
		}
		catch (RuntimeException ex) {
			return ApiException.of(500, "internal_error", "The simulator failed: " + ex)
				.toResponse(requestId, this.settings.fieldErrorsForm());
		}
	}

	private static String requestId(HttpMessage message) {
		String sent = message.header("x-request-id");
		return (sent != null && !sent.isBlank()) ? sent : UUID.randomUUID().toString();
	}

	/**
	 * A response and what to do to it.
	 *
	 * @param response the response
	 * @param headers the headers that all responses have
	 * @param fault the fault to apply while it is delivered, or {@code null} for none
	 */
	public record Result(ApiResponse response, Map<String, String> headers, @Nullable FaultSpec fault) {

	}

}
