package ai.bimpe.client.core;

import java.time.Duration;

import ai.bimpe.client.errors.BimpeAIException;

/**
 * An attempt of a call that failed and is followed by another one.
 *
 * @param operation the operationId in the Console API, for example {@code listAgents}
 * @param requestId the request id that is sent with every attempt
 * @param attempt which attempt failed, from 1; 0 when none was sent, as there was no API
 * key
 * @param delay time until the next attempt
 * @param cause why it failed
 * @param account the name of the account whose client makes the call; {@code default}
 * unless it was named
 * @since 0.1.0
 */
public record CallRetry(String operation, String requestId, int attempt, Duration delay, BimpeAIException cause,
		String account) {

}
