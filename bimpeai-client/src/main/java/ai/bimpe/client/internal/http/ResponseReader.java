package ai.bimpe.client.internal.http;

import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.errors.RateLimit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
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

	private static final Pattern FIELD = Pattern.compile("[a-z0-9_]{1,64}");

	private static final int MAX_STEPS = 16;

	// A stream is opened without a request id of ours; the server may have made one.
	private static final String UNKNOWN = "unknown";

	private final JsonCodec json;

	private final ErrorReader errors;

	private final ErrorReader streamErrors;

	private final int maxResponseSize;

	private final Clock clock;

	ResponseReader(JsonCodec json, Clock clock, int maxResponseSize, boolean keyProvided) {
		this.json = json;
		this.errors = new ErrorReader(json, clock, keyProvided, false);
		this.streamErrors = new ErrorReader(json, clock, keyProvided, true);
		this.maxResponseSize = maxResponseSize;
		this.clock = clock;
	}

	<T> Mono<ApiResponse<T>> read(ClientResponse response, Operation<T> operation, CallContext context,
			OpenedConnection connection) {
		int status = response.statusCode().value();
		HttpHeaders headers = response.headers().asHttpHeaders();
		RateLimit rateLimit = ResponseHeaders.rateLimit(headers);
		context.answered(status, rateLimit);
		OperationRateLimiter.Permit permit = context.permit();
		if (permit != null) {
			permit.answered(rateLimit, ResponseHeaders.untilReset(headers, rateLimit, this.clock));
		}
		boolean success = response.statusCode().is2xxSuccessful();
		return bytes(response, connection)
			.onErrorMap(DataBufferLimitException.class,
					(ex) -> success
							? this.errors.invalid(operation.id(),
									"the body is larger than " + this.maxResponseSize
											+ " bytes: raise bimpeai.max-response-size if that is expected",
									status, headers, null, context.requestId, null)
							: this.errors.read(operation.id(), status, headers, null, context.requestId))
			.map((body) -> {
				if (!success) {
					throw this.errors.read(operation.id(), status, headers, body, context.requestId);
				}
				return success(operation, status, headers, rateLimit, body, context);
			});
	}

	Mono<ApiException> failure(ClientResponse response, String operation, OpenedConnection connection) {
		int status = response.statusCode().value();
		HttpHeaders headers = response.headers().asHttpHeaders();
		return bytes(response, connection).onErrorReturn(DataBufferLimitException.class, EMPTY)
			.map((body) -> this.streamErrors.read(operation, status, headers, body, UNKNOWN));
	}

	InvalidResponseException invalid(ClientResponse response, String operation, String problem) {
		return this.errors.invalid(operation, problem, response.statusCode().value(),
				response.headers().asHttpHeaders(), null, UNKNOWN, null);
	}

	private Mono<byte[]> bytes(ClientResponse response, OpenedConnection connection) {
		Flux<DataBuffer> body = connection.read(response.body((message, bodyContext) -> message.getBody()));
		// What comes while the cancel is on its way is discarded and not collected.
		return body.collect(() -> new BodyBytes(this.maxResponseSize), BodyBytes::add)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
			.map(BodyBytes::toArray);
	}

	private <T> ApiResponse<T> success(Operation<T> operation, int status, HttpHeaders headers, RateLimit rateLimit,
			byte[] body, CallContext context) {
		Envelope<T> envelope = envelope(operation, status, headers, body, context);
		if (operation.isDataRequired() && envelope.data() == null) {
			throw this.errors.invalid(operation.id(), "the answer carries no data", status, headers, body,
					context.requestId, null);
		}
		return new ApiResponse<>(envelope.data(), envelope.metaOrNone(), status,
				HttpHeaders.readOnlyHttpHeaders(headers), ResponseHeaders.requestId(headers, context.requestId),
				rateLimit);
	}

	private <T> Envelope<T> envelope(Operation<T> operation, int status, HttpHeaders headers, byte[] body,
			CallContext context) {
		if (body.length == 0 && !operation.isDataRequired()) {
			return new Envelope<>(null, null, null);
		}
		JacksonException cause = null;
		try {
			Envelope<T> envelope = this.json.readEnvelope(body, operation.dataType());
			if (envelope != null && !envelope.isEmpty()) {
				return envelope;
			}
		}
		catch (JacksonException ex) {
			cause = ex;
		}
		throw this.errors.invalid(operation.id(), "the body is not the JSON that the API promises" + where(cause),
				status, headers, body, context.requestId, null);
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
