package ai.bimpe.spring.stream;

import java.time.Duration;

import ai.bimpe.client.errors.UserException;

/**
 * How often a message is offered to listeners that throw, and how long the stream waits
 * in between. A wait is drawn at random between zero and a ceiling that grows with every
 * attempt (full jitter). Immutable.
 *
 * @param maxAttempts attempts in all, the first one included; 1 or more
 * @param initialDelay longest wait before the second attempt; at least 1 ms
 * @param maxDelay longest wait before any attempt; not below {@code initialDelay}
 * @param multiplier factor by which the longest wait grows; 1 or more
 * @since 0.1.0
 */
public record DeliverySettings(int maxAttempts, Duration initialDelay, Duration maxDelay, double multiplier) {

	/** Three attempts; waits of up to 500 ms, doubling, to 8 s. */
	public static final DeliverySettings DEFAULTS = new DeliverySettings(3, Duration.ofMillis(500),
			Duration.ofSeconds(8), 2.0);

	public DeliverySettings {
		if (maxAttempts < 1) {
			throw new UserException("'delivery.max-attempts' must be 1 or more, but is " + maxAttempts);
		}
		if (initialDelay.toMillis() < 1) {
			throw new UserException("'delivery.initial-delay' must be at least 1ms, but is " + initialDelay);
		}
		if (maxDelay.compareTo(initialDelay) < 0) {
			throw new UserException("'delivery.max-delay' must not be below 'delivery.initial-delay' (" + initialDelay
					+ "), but is " + maxDelay);
		}
		if (!(multiplier >= 1.0) || Double.isInfinite(multiplier)) {
			throw new UserException("'delivery.multiplier' must be 1 or more, but is " + multiplier);
		}
	}

	/**
	 * Set how often a message is offered.
	 * @param maxAttempts attempts in all; 1 or more
	 * @return a copy with the value
	 * @throws UserException when it is below 1
	 */
	public DeliverySettings withMaxAttempts(int maxAttempts) {
		return new DeliverySettings(maxAttempts, this.initialDelay, this.maxDelay, this.multiplier);
	}

	/**
	 * Set the longest wait before the second attempt.
	 * @param initialDelay at least 1 ms, and not above the longest wait
	 * @return a copy with the value
	 * @throws UserException when it is not
	 */
	public DeliverySettings withInitialDelay(Duration initialDelay) {
		return new DeliverySettings(this.maxAttempts, initialDelay, this.maxDelay, this.multiplier);
	}

	/**
	 * Set the longest wait before any attempt.
	 * @param maxDelay not below the first wait
	 * @return a copy with the value
	 * @throws UserException when it is
	 */
	public DeliverySettings withMaxDelay(Duration maxDelay) {
		return new DeliverySettings(this.maxAttempts, this.initialDelay, maxDelay, this.multiplier);
	}

	/**
	 * Set the factor by which the longest wait grows.
	 * @param multiplier 1 or more
	 * @return a copy with the value
	 * @throws UserException when it is below 1
	 */
	public DeliverySettings withMultiplier(double multiplier) {
		return new DeliverySettings(this.maxAttempts, this.initialDelay, this.maxDelay, multiplier);
	}

}
