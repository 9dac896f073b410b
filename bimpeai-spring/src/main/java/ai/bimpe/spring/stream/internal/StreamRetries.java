package ai.bimpe.spring.stream.internal;

import java.time.Duration;
import java.util.List;

import ai.bimpe.client.core.RetrySettings;
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

	/**
	 * Wait after a refusal that only a person can put right, or a provider that gives
	 * another key, and after what the client did not want to sit out by itself.
	 */
	public static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

	private StreamRetries() {
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
