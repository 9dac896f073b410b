package ai.bimpe.client.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
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
 * Turns a failed answer into the exception of its status. Understands both documented
 * forms of the error body, and survives every other.
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
		JsonNode tree = tree(body);
		List<FieldError> fieldErrors = fieldErrors(tree);
		ErrorResponse response = response(status, headers, body, requestId, tree, fieldErrors);
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
			default ->
				(status >= 500) ? new InternalServerException(message, response) : new ApiException(message, response);
		};
	}

	InvalidResponseException invalid(String operation, String problem, int status, HttpHeaders headers,
			byte @Nullable [] body, String requestId, @Nullable Throwable cause) {
		ErrorResponse response = response(status, headers, body, requestId, null, List.of());
		return new InvalidResponseException(operation + " was answered with " + status + ", but " + problem
				+ " (request id " + response.requestId() + ")", response, cause);
	}

	private ErrorResponse response(int status, HttpHeaders headers, byte @Nullable [] body, String requestId,
			@Nullable JsonNode tree, List<FieldError> fieldErrors) {
		String code = text(tree, "code");
		return new ErrorResponse(status, (code != null) ? new ErrorCode(code) : null,
				ResponseHeaders.requestId(headers, ResponseHeaders.requestId(text(tree, "request_id"), requestId)),
				text(tree, "message"), fieldErrors, ResponseHeaders.retryAfter(headers, this.clock),
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

	private static List<FieldError> fieldErrors(@Nullable JsonNode tree) {
		List<FieldError> fieldErrors = new ArrayList<>();
		if (tree != null && tree.path("errors").isArray()) {
			for (JsonNode error : tree.path("errors")) {
				String message = text(error, "message");
				if (message != null) {
					String path = text(error, "path");
					fieldErrors.add(new FieldError((path != null) ? path : "", message));
				}
			}
		}
		if (fieldErrors.isEmpty() && tree != null && tree.path("message").isArray()) {
			for (JsonNode entry : tree.path("message")) {
				if (entry.isString()) {
					fieldErrors.add(fieldError(entry.stringValue()));
				}
			}
		}
		return List.copyOf(fieldErrors);
	}

	private static FieldError fieldError(String entry) {
		int colon = entry.indexOf(": ");
		return (colon > 0) ? new FieldError(entry.substring(0, colon), entry.substring(colon + 2))
				: new FieldError("", entry);
	}

	private static @Nullable String text(@Nullable JsonNode tree, String name) {
		JsonNode value = (tree != null) ? tree.get(name) : null;
		return (value != null && value.isString()) ? value.stringValue() : null;
	}

}
