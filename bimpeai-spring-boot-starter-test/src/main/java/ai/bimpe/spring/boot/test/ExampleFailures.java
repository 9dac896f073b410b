package ai.bimpe.spring.boot.test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.ApiNotImplementedException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BadRequestException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ConflictException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.FieldError;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.PermissionDeniedException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.errors.ValidationException;

/**
 * One exception of every type that the client throws.
 */
final class ExampleFailures {

	private static final ErrorResponse ANSWER = ExampleAnswers.of(ErrorResponse.class);

	private static final ErrorCode TOO_LARGE = new ErrorCode("payload_too_large");

	private static final Map<Class<?>, Supplier<BimpeAIException>> ALL = new HashMap<>();

	static {
		add(ApiException.class, ApiException::new, answer(413, TOO_LARGE, "The body is too large"));
		add(ApiNotImplementedException.class, ApiNotImplementedException::new,
				answer(501, ErrorCode.NOT_IMPLEMENTED, "Not available yet"));
		add(AuthenticationException.class,
				(message, response) -> new AuthenticationException(message, response, false, false),
				answer(401, ErrorCode.API_KEY_INVALID, "The API key is not valid"));
		add(BadRequestException.class, BadRequestException::new,
				answer(400, ErrorCode.WORKFLOW_REQUIRED, "The agent has no workflow yet"));
		add(ConflictException.class, ConflictException::new,
				answer(409, ErrorCode.AGENT_LIMIT_REACHED, "The plan allows no more agents"));
		add(InternalServerException.class, InternalServerException::new, ANSWER);
		add(InvalidResponseException.class,
				(message, response) -> new InvalidResponseException(message, response, null),
				BimpeAIFixtures.with(ANSWER, ErrorResponse::status, 200));
		add(NotFoundException.class, NotFoundException::new, answer(404, ErrorCode.NOT_FOUND, "Agent not found"));
		add(PermissionDeniedException.class, PermissionDeniedException::new,
				answer(403, ErrorCode.INSUFFICIENT_SCOPE, "The API key lacks a scope"));
		add(RateLimitException.class, RateLimitException::new, BimpeAIFixtures
			.with(answer(429, ErrorCode.RATE_LIMITED, "Slow down"), ErrorResponse::retryAfter, Duration.ofSeconds(7)));
		add(ValidationException.class, ValidationException::new,
				BimpeAIFixtures.with(answer(400, ErrorCode.VALIDATION_ERROR, "The request was not valid"),
						ErrorResponse::fieldErrors, List.of(ExampleAnswers.of(FieldError.class))));
		ALL.put(BimpeAIException.class, () -> new BimpeAIException("getAgent failed"));
		ALL.put(ApiKeyUnavailableException.class,
				() -> new ApiKeyUnavailableException("The ApiKeyProvider gave no key", true));
		ALL.put(ApiConnectionException.class,
				() -> new ApiConnectionException("getAgent got no answer: the connection was lost", null, true));
		ALL.put(ApiTimeoutException.class,
				() -> new ApiTimeoutException("getAgent took longer than 30 seconds", null, true));
		ALL.put(StreamDisconnectedException.class,
				() -> new StreamDisconnectedException("The server closed the stream"));
		ALL.put(UserException.class, () -> new UserException("'agentId' must not be blank"));
	}

	private ExampleFailures() {
	}

	static <T extends BimpeAIException> T of(Class<T> type) {
		Supplier<BimpeAIException> failure = ALL.get(type);
		if (failure == null) {
			throw new IllegalArgumentException(type.getName() + " is not what the client throws");
		}
		return type.cast(failure.get());
	}

	private static <T extends BimpeAIException> void add(Class<T> type,
			BiFunction<String, ErrorResponse, T> constructor, ErrorResponse answer) {
		String message = "getAgent was answered with " + answer.status() + " (request id " + answer.requestId() + ")";
		ALL.put(type, () -> constructor.apply(message, answer));
	}

	private static ErrorResponse answer(int status, ErrorCode code, String detail) {
		return new ErrorResponse(status, code, ANSWER.requestId(), detail, List.of(), null, ANSWER.rateLimit(),
				ANSWER.headers(), null);
	}

}
