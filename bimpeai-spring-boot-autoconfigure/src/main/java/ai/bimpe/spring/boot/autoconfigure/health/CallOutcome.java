package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.InternalServerException;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended. Keeps no exception: that may hold the body of an answer.
 *
 * @param operation the operationId in the Console API
 * @param at when it ended
 * @param requestId the id that finds it in the logs of the server
 * @param status the HTTP status, {@code null} when no answer came
 * @param error the name of the exception, {@code null} when it succeeded
 * @param outage whether no other call can be expected to succeed either
 * @param ofConversation whether it may be the fault of the one conversation that the call
 * was for
 */
record CallOutcome(String operation, Instant at, String requestId, @Nullable Integer status, @Nullable String error,
		boolean outage, boolean ofConversation) {

	/** Calls of streams, whose application has asked for none of them. */
	private static final Set<String> STREAM_OPERATIONS = Set.of("issueStreamTicket", "streamMessages");

	static CallOutcome of(CallResult result, Instant at) {
		Throwable error = result.error();
		return new CallOutcome(result.operation(), at, result.requestId(), result.status(),
				(error != null) ? error.getClass().getSimpleName() : null, isOutage(error),
				STREAM_OPERATIONS.contains(result.operation()) && !isOfKey(error));
	}

	static boolean isOutage(@Nullable Throwable error) {
		return isOfKey(error) || error instanceof ApiConnectionException || error instanceof InternalServerException;
	}

	private static boolean isOfKey(@Nullable Throwable error) {
		return error instanceof AuthenticationException || error instanceof ApiKeyUnavailableException;
	}

	Map<String, Object> details() {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("operation", this.operation);
		details.put("at", this.at.toString());
		details.put("requestId", this.requestId);
		if (this.status != null) {
			details.put("status", this.status);
		}
		if (this.error != null) {
			details.put("error", this.error);
		}
		return details;
	}

}
