package ai.bimpe.client.internal.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.internal.Durations;

import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.retry.backoff.Sleeper;
import org.springframework.retry.backoff.SleepingBackOffPolicy;
import org.springframework.retry.backoff.ThreadWaitSleeper;

/**
 * Exponential back-off with full jitter: each wait is drawn between zero and the wait of
 * {@link ExponentialBackOffPolicy}, which knows no full jitter of its own.
 *
 * @since 0.1.0
 */
public final class FullJitterBackOffPolicy implements SleepingBackOffPolicy<FullJitterBackOffPolicy> {

	private final ExponentialBackOffPolicy ceiling;

	private FullJitterBackOffPolicy(ExponentialBackOffPolicy ceiling, Sleeper sleeper) {
		this.ceiling = ceiling.withSleeper((period) -> sleeper.sleep(ThreadLocalRandom.current().nextLong(period + 1)));
	}

	/**
	 * Create the policy that sleeps on the calling thread.
	 * @param settings initial delay, maximum delay and multiplier
	 * @return the policy
	 */
	public static FullJitterBackOffPolicy of(RetrySettings settings) {
		return of(settings.initialDelay(), settings.maxDelay(), settings.multiplier());
	}

	/**
	 * Create the policy that sleeps on the calling thread, of settings of another kind.
	 * @param initialDelay ceiling of the first wait
	 * @param maxDelay ceiling of any wait
	 * @param multiplier how fast the ceiling grows; 1 or more
	 * @return the policy
	 */
	public static FullJitterBackOffPolicy of(Duration initialDelay, Duration maxDelay, double multiplier) {
		ExponentialBackOffPolicy ceiling = new ExponentialBackOffPolicy();
		ceiling.setInitialInterval(Durations.limit(initialDelay).toMillis());
		ceiling.setMaxInterval(Durations.limit(maxDelay).toMillis());
		// Exactly 1 is fine for us, but worth a warning to ExponentialBackOffPolicy.
		ceiling.setMultiplier(Math.max(multiplier, Math.nextUp(1.0)));
		return new FullJitterBackOffPolicy(ceiling, new ThreadWaitSleeper());
	}

	@Override
	public FullJitterBackOffPolicy withSleeper(Sleeper sleeper) {
		return new FullJitterBackOffPolicy(this.ceiling, sleeper);
	}

	@Override
	public BackOffContext start(RetryContext context) {
		return this.ceiling.start(context);
	}

	@Override
	public void backOff(BackOffContext context) {
		this.ceiling.backOff(context);
	}

}
