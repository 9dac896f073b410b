package ai.bimpe.client.core;

import java.time.Duration;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * How one call ended, over all its attempts.
 *
 * @param operation the operationId in the Console API, for example {@code listAgents}
 * @param requestId the request id that was sent
 * @param attempts how many requests were made, the first one included; 0 when none was
 * sent
 * @param duration time from the first attempt to the end, waits included
 * @param status the HTTP status of the last answer, or {@code null} when none arrived
 * @param rateLimit what the last answer said about the rate limit, or {@code null}
 * @param error why the call failed, or {@code null} when it succeeded
 * @param account the name of the account whose client made the call; {@code default}
 * unless it was named
 * @since 0.1.0
 */
public record CallResult(String operation, String requestId, int attempts, Duration duration, @Nullable Integer status,
		@Nullable RateLimit rateLimit, @Nullable BimpeAIException error, String account) {

	/**
	 * Return whether the call succeeded.
	 * @return {@code true} when the server answered with success
	 */
	public boolean isSuccess() {
		return this.error == null;
	}

}
