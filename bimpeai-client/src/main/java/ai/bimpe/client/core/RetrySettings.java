package ai.bimpe.client.core;

import java.time.Duration;

import ai.bimpe.client.errors.UserException;

/**
 * How long to wait between attempts. The wait is drawn at random between zero and a
 * ceiling that grows with every attempt (full jitter), and is never shorter than the
 * server asked for. Immutable.
 *
 * @param initialDelay ceiling of the first wait; at least 1 ms
 * @param maxDelay ceiling of any wait; not below {@code initialDelay}
 * @param multiplier how fast the ceiling grows; 1 or more
 * @param maxRetryAfter longest wait that the server may ask for; a call that would have
 * to wait longer fails at once
 * @since 0.1.0
 */
public record RetrySettings(Duration initialDelay, Duration maxDelay, double multiplier, Duration maxRetryAfter) {

	/** Ceiling from 500 ms doubling to 8 s; Retry-After up to 60 s. */
	public static final RetrySettings DEFAULTS = new RetrySettings(Duration.ofMillis(500), Duration.ofSeconds(8), 2.0,
			Duration.ofSeconds(60));

	public RetrySettings {
		if (initialDelay.compareTo(Duration.ofMillis(1)) < 0) {
			throw new UserException("'retry.initial-delay' must be at least 1ms, but is " + initialDelay);
		}
		if (maxDelay.compareTo(initialDelay) < 0) {
			throw new UserException("'retry.max-delay' must not be below 'retry.initial-delay' (" + initialDelay
					+ "), but is " + maxDelay);
		}
		if (!(multiplier >= 1.0) || Double.isInfinite(multiplier)) {
			throw new UserException("'retry.multiplier' must be 1 or more, but is " + multiplier);
		}
		if (maxRetryAfter.isNegative()) {
			throw new UserException("'retry.max-retry-after' must not be negative, but is " + maxRetryAfter);
		}
	}

	/**
	 * Change the ceiling of the first wait.
	 * @param initialDelay at least 1 ms
	 * @return a copy with the value
	 */
	public RetrySettings withInitialDelay(Duration initialDelay) {
		return new RetrySettings(initialDelay, this.maxDelay, this.multiplier, this.maxRetryAfter);
	}

	/**
	 * Change the ceiling of any wait.
	 * @param maxDelay not below the ceiling of the first wait
	 * @return a copy with the value
	 */
	public RetrySettings withMaxDelay(Duration maxDelay) {
		return new RetrySettings(this.initialDelay, maxDelay, this.multiplier, this.maxRetryAfter);
	}

	/**
	 * Change how fast the ceiling grows.
	 * @param multiplier 1 or more
	 * @return a copy with the value
	 */
	public RetrySettings withMultiplier(double multiplier) {
		return new RetrySettings(this.initialDelay, this.maxDelay, multiplier, this.maxRetryAfter);
	}

	/**
	 * Change the longest wait that the server may ask for.
	 * @param maxRetryAfter zero or longer
	 * @return a copy with the value
	 */
	public RetrySettings withMaxRetryAfter(Duration maxRetryAfter) {
		return new RetrySettings(this.initialDelay, this.maxDelay, this.multiplier, maxRetryAfter);
	}

}
