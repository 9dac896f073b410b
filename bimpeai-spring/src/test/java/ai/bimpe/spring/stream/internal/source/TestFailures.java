package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.errors.RateLimitException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Failures as the client throws them.
 */
final class TestFailures {

	private TestFailures() {
	}

	static Stream<BimpeAIException> ofProvidedKeys() {
		return Stream.of(refusedKey(true), new ApiKeyUnavailableException("The provider gave a blank key", false));
	}

	static AuthenticationException refusedKey(boolean keyProvided) {
		return refused(keyProvided, false);
	}

	static AuthenticationException refusedTicket() {
		return refused(false, true);
	}

	static RateLimitException rateLimited(ErrorCode code, @Nullable Duration retryAfter) {
		return new RateLimitException("429", new ErrorResponse(429, code, "req_1", null, List.of(), retryAfter,
				new RateLimit(null, null, null), HttpHeaders.EMPTY, null));
	}

	private static AuthenticationException refused(boolean keyProvided, boolean ticket) {
		return new AuthenticationException("401", new ErrorResponse(401, null, "req_1", null, List.of(), null,
				new RateLimit(null, null, null), HttpHeaders.EMPTY, null), keyProvided, ticket);
	}

}
