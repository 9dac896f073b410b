package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.List;

import ai.bimpe.client.RateLimit;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.ErrorResponse;

import org.springframework.http.HttpHeaders;

/**
 * Failures as the client throws them.
 */
final class TestFailures {

	private TestFailures() {
	}

	static AuthenticationException refusedKey(boolean keyProvided) {
		return new AuthenticationException("401", new ErrorResponse(401, null, "req_1", null, List.of(), null,
				new RateLimit(null, null, null), HttpHeaders.EMPTY, null), keyProvided);
	}

}
