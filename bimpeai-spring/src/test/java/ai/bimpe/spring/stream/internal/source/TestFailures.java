package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BadRequestException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ConflictException;
import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.PermissionDeniedException;
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

	/**
	 * What no time heals but a person, a provider or a replica may.
	 */
	static Stream<BimpeAIException> refusals() {
		return Stream.concat(ofProvidedKeys(),
				Stream.of(refusedKey(false), new PermissionDeniedException("403", answer(403)), notFound(),
						badRequest(), new ConflictException("409", answer(409))));
	}

	static BadRequestException badRequest() {
		return new BadRequestException("400", answer(400));
	}

	static NotFoundException notFound() {
		return new NotFoundException("404", answer(404));
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
		return new AuthenticationException("401", answer(401), keyProvided, ticket);
	}

	private static ErrorResponse answer(int status) {
		return new ErrorResponse(status, null, "req_1", null, List.of(), null, new RateLimit(null, null, null),
				HttpHeaders.EMPTY, null);
	}

}
