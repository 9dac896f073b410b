package ai.bimpe.spring.stream.internal;

import java.time.Duration;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.internal.retry.FullJitterBackOffPolicy;
import ai.bimpe.client.internal.retry.RetrySequence;

import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.FixedBackOffPolicy;

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
	 * Return the waits between the attempts to deliver a message.
	 * @param initialDelay longest wait before the second attempt
	 * @param maxDelay longest wait before any attempt
	 * @param multiplier factor by which the longest wait grows; 1 or more
	 * @return the policy
	 */
	public static BackOffPolicy deliveries(Duration initialDelay, Duration maxDelay, double multiplier) {
		return FullJitterBackOffPolicy.of(initialDelay, maxDelay, multiplier);
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
