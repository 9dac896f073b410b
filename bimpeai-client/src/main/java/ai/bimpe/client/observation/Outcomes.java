package ai.bimpe.client.observation;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.InvalidResponseException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure is called.
 */
final class Outcomes {

	private Outcomes() {
	}

	static String of(@Nullable Throwable failure) {
		if (failure instanceof InvalidResponseException) {
			return "INVALID_RESPONSE";
		}
		if (failure instanceof ApiException api) {
			return (api.status() >= 500) ? "SERVER_ERROR" : "CLIENT_ERROR";
		}
		if (failure instanceof ApiTimeoutException) {
			return "TIMEOUT";
		}
		return (failure instanceof ApiConnectionException) ? "CONNECTION_ERROR" : "UNKNOWN";
	}

}
