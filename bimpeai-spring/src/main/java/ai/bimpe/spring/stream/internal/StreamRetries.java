package ai.bimpe.spring.stream.internal;

import java.time.Duration;
import java.util.List;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.internal.retry.FullJitterBackOffPolicy;
import ai.bimpe.client.internal.retry.RetrySequence;
import org.jspecify.annotations.Nullable;

import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.FixedBackOffPolicy;
import org.springframework.retry.policy.MaxAttemptsRetryPolicy;

/**
 * The back-off policies of managed streams, and the settings that reach them.
 */
public final class StreamRetries {

	private StreamRetries() {
	}

	/**
	 * Return whether the API, or a key that cannot be had, says no in a way that another
	 * attempt changes only when a person has acted: 400, 401, 403, 404, and whatever else
	 * the client does not retry. A page of a proxy in place of the API is no such answer.
	 * @param failure the failure
	 * @return {@code true} to try again after a long wait
	 */
	public static boolean isRefusal(Throwable failure) {
		if (failure instanceof AuthenticationException) {
			return true;
		}
		return failure instanceof BimpeAIException ours && !ours.isRetryable()
				&& ((failure instanceof ApiException && !(failure instanceof InvalidResponseException))
						|| failure instanceof ApiKeyUnavailableException);
	}

	/**
	 * Return the waits between requests, connections and uses of a store that is not
	 * available.
	 * @param settings the settings of the account
	 * @return the policy
	 */
	public static BackOffPolicy reconnects(RetrySettings settings) {
		return FullJitterBackOffPolicy.of(settings);
	}

	/**
	 * Start the attempts to deliver a message.
	 * @param maxAttempts attempts in all, {@code null} for any number
	 * @param initialDelay longest wait before the second attempt
	 * @param maxDelay longest wait before any attempt
	 * @param multiplier factor by which the longest wait grows; 1 or more
	 * @return a sequence that gives up after so many attempts
	 */
	public static RetrySequence deliveries(@Nullable Integer maxAttempts, Duration initialDelay, Duration maxDelay,
			double multiplier) {
		BackOffPolicy backOff = FullJitterBackOffPolicy.of(initialDelay, maxDelay, multiplier);
		return (maxAttempts != null) ? new RetrySequence(new MaxAttemptsRetryPolicy(maxAttempts), backOff, List.of())
				: RetrySequence.forEver(backOff);
	}

	/**
	 * Start waiting out failures one by one, each for the same time.
	 * @param delay the time
	 * @return a sequence that never gives up
	 */
	public static RetrySequence every(Duration delay) {
		FixedBackOffPolicy backOff = new FixedBackOffPolicy();
		backOff.setBackOffPeriod(delay.toMillis());
		return RetrySequence.forEver(backOff);
	}

}
