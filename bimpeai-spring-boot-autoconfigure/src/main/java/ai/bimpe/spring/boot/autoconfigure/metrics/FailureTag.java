package ai.bimpe.spring.boot.autoconfigure.metrics;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.StreamDisconnectedException;

/**
 * The few names of all failures.
 */
final class FailureTag {

	private static final int REQUEST_TIMEOUT = 408;

	private FailureTag() {
	}

	static String of(Throwable failure) {
		if (failure instanceof StreamDisconnectedException) {
			return "closed";
		}
		if (failure instanceof ApiTimeoutException
				|| (failure instanceof ApiException api && api.status() == REQUEST_TIMEOUT)) {
			return "timeout";
		}
		if (failure instanceof RateLimitException) {
			return "rate-limit";
		}
		if (failure instanceof InternalServerException) {
			return "server-error";
		}
		if (failure instanceof AuthenticationException refusal) {
			return refusal.isTicketRefused() ? "ticket-refused" : "key-refused";
		}
		if (failure instanceof ApiKeyUnavailableException) {
			return "key-unavailable";
		}
		return (failure instanceof ApiConnectionException) ? "connection" : "other";
	}

}
