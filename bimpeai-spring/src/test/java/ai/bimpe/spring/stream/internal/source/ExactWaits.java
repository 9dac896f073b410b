package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;

import ai.bimpe.client.core.RetrySettings;

import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;

/**
 * Waits without jitter, so that a test can name them.
 */
final class ExactWaits {

	private ExactWaits() {
	}

	/**
	 * Create the waits of an account's requests, and a minute after refusals.
	 */
	static RequestWaits ofRequests(RetrySettings settings) {
		return new RequestWaits(of(settings), Duration.ofMinutes(1), Duration.ofMinutes(1));
	}

	/**
	 * Create the policy that waits as long as an account waits at most.
	 */
	static BackOffPolicy of(RetrySettings settings) {
		ExponentialBackOffPolicy ceilings = new ExponentialBackOffPolicy();
		ceilings.setInitialInterval(settings.initialDelay().toMillis());
		ceilings.setMaxInterval(settings.maxDelay().toMillis());
		ceilings.setMultiplier(settings.multiplier());
		return ceilings;
	}

}
