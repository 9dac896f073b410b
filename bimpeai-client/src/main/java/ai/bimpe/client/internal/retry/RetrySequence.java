package ai.bimpe.client.internal.retry;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import ai.bimpe.client.internal.Durations;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.backoff.Sleeper;
import org.springframework.retry.backoff.SleepingBackOffPolicy;
import org.springframework.retry.policy.AlwaysRetryPolicy;

/**
 * The attempts of one call, one stream or one delivery: asks the policy of Spring Retry
 * whether to try again, and learns the wait from its back-off policy without sleeping a
 * thread. Not thread-safe: attempts of one sequence follow each other.
 *
 * @since 0.1.0
 */
public final class RetrySequence {

	/** Retry listeners are told of a callback, of which there is none here. */
	private static final RetryCallback<Object, RuntimeException> NO_CALLBACK = (context) -> {
		throw new IllegalStateException("Attempts are made by the subscriber");
	};

	private final RetryPolicy policy;

	private final BackOffPolicy backOff;

	private final List<RetryListener> listeners;

	private final RecordingSleeper recorder = new RecordingSleeper();

	private RetryContext context;

	private @Nullable BackOffContext backOffContext;

	/**
	 * Start a sequence.
	 * @param policy decides whether to try again
	 * @param backOff decides how long to wait
	 * @param listeners hear of every failure
	 */
	public RetrySequence(RetryPolicy policy, BackOffPolicy backOff, List<RetryListener> listeners) {
		this.policy = policy;
		this.backOff = (backOff instanceof SleepingBackOffPolicy<?> sleeping) ? sleeping.withSleeper(this.recorder)
				: backOff;
		this.listeners = listeners;
		this.context = open();
	}

	/**
	 * Start a sequence that never gives up.
	 * @param backOff decides how long to wait
	 * @return the sequence
	 */
	public static RetrySequence forEver(BackOffPolicy backOff) {
		return new RetrySequence(new AlwaysRetryPolicy(), backOff, List.of());
	}

	/**
	 * Decide about the next attempt.
	 * @param failure why the last attempt failed
	 * @return how long to wait before the next attempt; the failure itself when there is
	 * to be none
	 */
	public Mono<Duration> next(Throwable failure) {
		return next(failure, Duration.ZERO);
	}

	/**
	 * Decide about the next attempt at a server that asks for a wait between any two.
	 * @param failure why the last attempt failed; may ask for a longer wait
	 * @param floor the wait that the server asks for in general
	 * @return how long to wait before the next attempt; the failure itself when there is
	 * to be none
	 */
	public Mono<Duration> next(Throwable failure, Duration floor) {
		if (!isRetried(failure)) {
			return Mono.error(failure);
		}
		if (this.backOff instanceof SleepingBackOffPolicy) {
			return Mono.just(delay(failure, floor));
		}
		// A back-off policy that sleeps by itself must not do so on an event loop.
		return Mono.fromCallable(() -> delay(failure, floor)).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Decide about the next attempt on a thread that may block: a back-off policy that
	 * sleeps by itself does so here.
	 * @param failure why the last attempt failed
	 * @return how long to wait before the next attempt; {@code null} when there is to be
	 * none
	 */
	public @Nullable Duration delayAfter(Throwable failure) {
		return isRetried(failure) ? delay(failure, Duration.ZERO) : null;
	}

	/**
	 * Count failures from zero again, and begin with the shortest wait.
	 */
	public void reset() {
		resetCount();
		resetDelay();
	}

	/**
	 * Count failures from zero again. Waits go on growing: what has recovered for a
	 * moment is not asked as often as if it had not failed.
	 */
	public void resetCount() {
		close(null);
		this.context = open();
	}

	/**
	 * Begin with the shortest wait again.
	 */
	public void resetDelay() {
		this.backOffContext = null;
	}

	/**
	 * End the sequence.
	 * @param failure the failure that stands, or {@code null}
	 */
	public void close(@Nullable Throwable failure) {
		this.policy.close(this.context);
		lastToFirst((listener) -> listener.close(this.context, NO_CALLBACK, failure));
	}

	private RetryContext open() {
		RetryContext opened = this.policy.open(null);
		this.listeners.forEach((listener) -> listener.open(opened, NO_CALLBACK));
		return opened;
	}

	private boolean isRetried(Throwable failure) {
		this.policy.registerThrowable(this.context, failure);
		lastToFirst((listener) -> listener.onError(this.context, NO_CALLBACK, failure));
		return this.policy.canRetry(this.context);
	}

	// As RetryTemplate calls them.
	private void lastToFirst(Consumer<RetryListener> call) {
		for (int i = this.listeners.size() - 1; i >= 0; i--) {
			call.accept(this.listeners.get(i));
		}
	}

	// On top of what the server asks for, so that those who were refused together do not
	// come back together.
	private Duration delay(Throwable failure, Duration floor) {
		Duration asked = RetryRules.retryAfter(failure);
		Duration longer = (asked != null && asked.compareTo(floor) > 0) ? asked : floor;
		return Durations.limit(Durations.limit(longer).plusMillis(delayMillis()));
	}

	private long delayMillis() {
		if (this.backOffContext == null) {
			this.backOffContext = this.backOff.start(this.context);
		}
		this.recorder.millis = 0;
		this.backOff.backOff(this.backOffContext);
		return this.recorder.millis;
	}

	private static final class RecordingSleeper implements Sleeper {

		private static final long serialVersionUID = 1L;

		private long millis;

		@Override
		public void sleep(long backOffPeriod) {
			this.millis = backOffPeriod;
		}

	}

}
