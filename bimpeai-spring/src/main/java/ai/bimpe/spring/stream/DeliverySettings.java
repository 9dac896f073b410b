package ai.bimpe.spring.stream;

import java.time.Duration;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.Durations;
import org.jspecify.annotations.Nullable;

/**
 * How often a message is delivered whose delivery fails, and how long its conversation
 * waits in between. A wait is drawn at random between zero and a ceiling that grows with
 * every attempt (full jitter). Immutable.
 *
 * @param maxAttempts attempts in all, the first one included; 1 or more; {@code null} for
 * any number
 * @param initialDelay longest wait before the second attempt; at least 1 ms
 * @param maxDelay longest wait before any attempt; not below {@code initialDelay}
 * @param multiplier factor by which the longest wait grows; 1 or more
 * @param acknowledgementTimeout how long an asynchronous result of a listener may take,
 * and an acknowledgement that it has deferred; longer than zero
 * @since 0.1.0
 */
public record DeliverySettings(@Nullable Integer maxAttempts, Duration initialDelay, Duration maxDelay,
		double multiplier, Duration acknowledgementTimeout) {

	/**
	 * Any number of attempts; waits of up to 500 ms, doubling, to 5 minutes; 5 minutes
	 * for asynchronous results.
	 */
	public static final DeliverySettings DEFAULTS = new DeliverySettings(null, Duration.ofMillis(500),
			Duration.ofMinutes(5), 2.0, Duration.ofMinutes(5));

	public DeliverySettings {
		if (maxAttempts != null && maxAttempts < 1) {
			throw new UserException("'delivery.max-attempts' must be 1 or more, but is " + maxAttempts);
		}
		if (initialDelay.compareTo(Duration.ofMillis(1)) < 0) {
			throw new UserException("'delivery.initial-delay' must be at least 1ms, but is " + initialDelay);
		}
		if (maxDelay.compareTo(initialDelay) < 0) {
			throw new UserException("'delivery.max-delay' must not be below 'delivery.initial-delay' (" + initialDelay
					+ "), but is " + maxDelay);
		}
		if (!(multiplier >= 1.0) || Double.isInfinite(multiplier)) {
			throw new UserException("'delivery.multiplier' must be 1 or more, but is " + multiplier);
		}
		if (acknowledgementTimeout.compareTo(Duration.ZERO) <= 0) {
			throw new UserException(
					"'delivery.acknowledgement-timeout' must be longer than zero, but is " + acknowledgementTimeout);
		}
		acknowledgementTimeout = Durations.limit(acknowledgementTimeout);
	}

	/**
	 * Set how often a message is offered.
	 * @param maxAttempts attempts in all; 1 or more
	 * @return a copy with the value
	 * @throws UserException when it is below 1
	 */
	public DeliverySettings withMaxAttempts(@Nullable Integer maxAttempts) {
		return new DeliverySettings(maxAttempts, this.initialDelay, this.maxDelay, this.multiplier,
				this.acknowledgementTimeout);
	}

	/**
	 * Set the longest wait before the second attempt.
	 * @param initialDelay at least 1 ms, and not above the longest wait
	 * @return a copy with the value
	 * @throws UserException when it is not
	 */
	public DeliverySettings withInitialDelay(Duration initialDelay) {
		return new DeliverySettings(this.maxAttempts, initialDelay, this.maxDelay, this.multiplier,
				this.acknowledgementTimeout);
	}

	/**
	 * Set the longest wait before any attempt.
	 * @param maxDelay not below the first wait
	 * @return a copy with the value
	 * @throws UserException when it is
	 */
	public DeliverySettings withMaxDelay(Duration maxDelay) {
		return new DeliverySettings(this.maxAttempts, this.initialDelay, maxDelay, this.multiplier,
				this.acknowledgementTimeout);
	}

	/**
	 * Set the factor by which the longest wait grows.
	 * @param multiplier 1 or more
	 * @return a copy with the value
	 * @throws UserException when it is below 1
	 */
	public DeliverySettings withMultiplier(double multiplier) {
		return new DeliverySettings(this.maxAttempts, this.initialDelay, this.maxDelay, multiplier,
				this.acknowledgementTimeout);
	}

	/**
	 * Set how long an asynchronous result of a listener may take: a publisher, a
	 * completion stage, a coroutine, or an acknowledgement that it has deferred. After
	 * that it is cancelled, and the delivery has failed.
	 * @param acknowledgementTimeout longer than zero
	 * @return a copy with the value
	 * @throws UserException when it is not
	 */
	public DeliverySettings withAcknowledgementTimeout(Duration acknowledgementTimeout) {
		return new DeliverySettings(this.maxAttempts, this.initialDelay, this.maxDelay, this.multiplier,
				acknowledgementTimeout);
	}

}
