package ai.bimpe.client.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiNotImplementedException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BadRequestException;
import ai.bimpe.client.errors.ConflictException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.FieldError;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.PermissionDeniedException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.ValidationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * Turns a failed answer into the exception of its status, and survives every body.
 */
final class ErrorReader {

	private final JsonCodec json;

	private final Clock clock;

	private final boolean keyProvided;

	private final boolean tickets;

	ErrorReader(JsonCodec json, Clock clock, boolean keyProvided, boolean tickets) {
		this.json = json;
		this.clock = clock;
		this.keyProvided = keyProvided;
		this.tickets = tickets;
	}

	ApiException read(String operation, int status, HttpHeaders headers, byte @Nullable [] body, String requestId) {
		ErrorBody error = new ErrorBody(tree(body));
		List<FieldError> fieldErrors = error.fieldErrors();
		ErrorResponse response = response(status, headers, body, requestId, error, fieldErrors);
		String message = operation + " failed: " + status + ((response.code() != null) ? " " + response.code() : "")
				+ " (request id " + response.requestId() + ")";
		return switch (status) {
			case 400 -> (!fieldErrors.isEmpty() || ErrorCode.VALIDATION_ERROR.equals(response.code()))
					? new ValidationException(message, response) : new BadRequestException(message, response);
			case 401 -> new AuthenticationException(message, response, this.keyProvided, this.tickets);
			case 403 -> new PermissionDeniedException(message, response);
			case 404 -> new NotFoundException(message, response);
			case 409 -> new ConflictException(message, response);
			case 429 -> new RateLimitException(message, response);
			case 501 -> new ApiNotImplementedException(message, response);
			default -> other(status, message, response);
		};
	}

	// The API never redirects, but proxies do.
	private static ApiException other(int status, String message, ErrorResponse response) {
		if (status < 400) {
			return new InvalidResponseException(message, response, null);
		}
		return (status >= 500) ? new InternalServerException(message, response) : new ApiException(message, response);
	}

	InvalidResponseException invalid(String operation, String problem, int status, HttpHeaders headers,
			byte @Nullable [] body, String requestId, @Nullable Throwable cause) {
		ErrorResponse response = response(status, headers, body, requestId, new ErrorBody(null), List.of());
		return new InvalidResponseException(operation + " was answered with " + status + ", but " + problem
				+ " (request id " + response.requestId() + ")", response, cause);
	}

	private ErrorResponse response(int status, HttpHeaders headers, byte @Nullable [] body, String requestId,
			ErrorBody error, List<FieldError> fieldErrors) {
		String code = error.code();
		return new ErrorResponse(status, (code != null) ? new ErrorCode(code) : null,
				ResponseHeaders.requestId(headers, ResponseHeaders.requestId(error.requestId(), requestId)),
				error.detail(), fieldErrors, ResponseHeaders.retryAfter(headers, this.clock),
				ResponseHeaders.rateLimit(headers), HttpHeaders.readOnlyHttpHeaders(headers),
				(body != null && body.length > 0) ? new String(body, StandardCharsets.UTF_8) : null);
	}

	private @Nullable JsonNode tree(byte @Nullable [] body) {
		try {
			JsonNode tree = (body != null && body.length > 0) ? this.json.readTree(body) : null;
			return (tree != null && tree.isObject()) ? tree : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
