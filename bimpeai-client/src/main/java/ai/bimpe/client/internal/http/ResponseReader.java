package ai.bimpe.client.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.InvalidResponseException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JacksonException;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Reads an answer: bounded bytes, then the envelope or the error.
 */
final class ResponseReader {

	private static final byte[] EMPTY = new byte[0];

	private static final Duration REFUSAL_TIMEOUT = Duration.ofSeconds(5);

	private static final Pattern FIELD = Pattern.compile("[a-z0-9_]{1,64}");

	private static final int MAX_STEPS = 16;

	// A stream is opened without a request id of ours; the server may have made one.
	private static final String UNKNOWN = "unknown";

	private final JsonCodec json;

	private final ErrorReader errors;

	private final ErrorReader streamErrors;

	private final int maxResponseSize;

	ResponseReader(JsonCodec json, Clock clock, int maxResponseSize, boolean keyProvided) {
		this.json = json;
		this.errors = new ErrorReader(json, clock, keyProvided, false);
		this.streamErrors = new ErrorReader(json, clock, keyProvided, true);
		this.maxResponseSize = maxResponseSize;
	}

	<T> Mono<ApiResponse<T>> read(ClientResponse response, ResponseHead head, CallRequest<T> request,
			OpenedConnection connection) {
		Mono<byte[]> bytes = bytes(response, connection);
		if (!head.isSuccess()) {
			if (head.status() < 500) {
				connection.refuse(() -> failure(head, request, EMPTY));
			}
			return bytes.onErrorReturn(EMPTY).map((body) -> {
				throw failure(head, request, body);
			});
		}
		return bytes.onErrorMap(DataBufferLimitException.class, (ex) -> tooLarge(head, request))
			.map((body) -> success(head, request, body));
	}

	private ApiException failure(ResponseHead head, CallRequest<?> request, byte[] body) {
		return this.errors.read(request.operation.id(), head.status(), head.headers(), body, request.requestId);
	}

	private ApiException tooLarge(ResponseHead head, CallRequest<?> request) {
		return invalid(head, request, null, "the body is larger than " + this.maxResponseSize
				+ " bytes: raise bimpeai.max-response-size if that is expected", null);
	}

	private InvalidResponseException invalid(ResponseHead head, CallRequest<?> request, byte @Nullable [] body,
			String problem, @Nullable Throwable cause) {
		return this.errors.invalid(request.operation.id(), problem, head.status(), head.headers(), body,
				request.requestId, cause);
	}

	/**
	 * Read the refusal of a stream. Its status counts, also when the body stalls, is cut
	 * or too large.
	 * @param response the answer
	 * @param operation the operation, for the message
	 * @param connection the connection
	 * @param timer runs the time-out of the body
	 * @return the exception of the status
	 */
	Mono<ApiException> failure(ClientResponse response, String operation, OpenedConnection connection,
			Scheduler timer) {
		int status = response.statusCode().value();
		HttpHeaders headers = response.headers().asHttpHeaders();
		return bytes(response, connection).timeout(REFUSAL_TIMEOUT, timer)
			.onErrorReturn(EMPTY)
			.map((body) -> this.streamErrors.read(operation, status, headers, body, UNKNOWN));
	}

	InvalidResponseException invalid(ClientResponse response, String operation, String problem) {
		return this.errors.invalid(operation, problem, response.statusCode().value(),
				response.headers().asHttpHeaders(), null, UNKNOWN, null);
	}

	private Mono<byte[]> bytes(ClientResponse response, OpenedConnection connection) {
		Flux<DataBuffer> body = connection.read(response.body((message, bodyContext) -> message.getBody()));
		// What comes while the cancel is on its way, or does not fit, is discarded and
		// not
		// collected.
		return body.collect(() -> new BodyBytes(this.maxResponseSize), BodyBytes::add)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
			.map(BodyBytes::toArray);
	}

	private <T> ApiResponse<T> success(ResponseHead head, CallRequest<T> request, byte[] body) {
		Envelope<T> envelope = envelope(head, request, body);
		if (request.operation.isDataRequired() && envelope.data() == null) {
			throw invalid(head, request, body, "the answer carries no data", null);
		}
		return new ApiResponse<>(envelope.data(), envelope.metaOrNone(), head.status(),
				HttpHeaders.readOnlyHttpHeaders(head.headers()),
				ResponseHeaders.requestId(head.headers(), request.requestId), head.rateLimit());
	}

	private <T> Envelope<T> envelope(ResponseHead head, CallRequest<T> request, byte[] body) {
		if (body.length == 0 && !request.operation.isDataRequired()) {
			return new Envelope<>(null, null, null);
		}
		JacksonException cause = null;
		try {
			Envelope<T> envelope = this.json.readEnvelope(body, request.operation.dataType());
			if (envelope != null && !envelope.isEmpty()) {
				return envelope;
			}
		}
		catch (JacksonException ex) {
			cause = ex;
		}
		throw invalid(head, request, body, ResponseHeaders.isCoded(head.headers()) ? ResponseHeaders.CODED
				: "the body is not the JSON that the API promises" + where(cause), null);
	}

	// The message of the cause quotes the body, so only the place is told.
	private static String where(@Nullable JacksonException cause) {
		String path = (cause != null)
				? cause.getPath().stream().limit(MAX_STEPS).map(ResponseReader::step).collect(Collectors.joining("."))
				: "";
		return path.isEmpty() ? "" : ": see " + path;
	}

	// Keys of a map are texts of the body, as are names that look like no field.
	private static String step(JacksonException.Reference reference) {
		String name = reference.getPropertyName();
		if (name == null) {
			return String.valueOf(reference.getIndex());
		}
		boolean map = reference.from() instanceof Map
				|| (reference.from() instanceof Class<?> type && Map.class.isAssignableFrom(type));
		return (!map && FIELD.matcher(name).matches()) ? name : "*";
	}

}
