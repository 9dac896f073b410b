package ai.bimpe.client.internal.retry;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

import org.springframework.retry.RetryListener;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;

/**
 * Drives Spring Retry from Reactor: one policy for blocking and reactive code. Every
 * subscription has a sequence of its own; no thread sleeps; a cancelled wait stops at
 * once.
 *
 * @since 0.1.0
 */
public final class ReactorRetry extends Retry {

	private final RetryPolicy policy;

	private final BackOffPolicy backOff;

	private final List<RetryListener> listeners;

	private final Scheduler timer;

	private final BiConsumer<Throwable, Duration> onRetry;

	/**
	 * Create.
	 * @param policy decides whether to try again
	 * @param backOff decides how long to wait
	 * @param listeners hear of every failure
	 * @param timer runs the waits
	 * @param onRetry hears the failure and the wait before every further attempt
	 */
	public ReactorRetry(RetryPolicy policy, BackOffPolicy backOff, List<RetryListener> listeners, Scheduler timer,
			BiConsumer<Throwable, Duration> onRetry) {
		this.policy = policy;
		this.backOff = backOff;
		this.listeners = listeners;
		this.timer = timer;
		this.onRetry = onRetry;
	}

	@Override
	public Publisher<?> generateCompanion(Flux<RetrySignal> signals) {
		RetrySequence sequence = new RetrySequence(this.policy, this.backOff, this.listeners);
		return signals.concatMap((signal) -> next(sequence, signal.failure()))
			.doOnError(sequence::close)
			.doOnCancel(() -> sequence.close(null));
	}

	private Mono<Long> next(RetrySequence sequence, Throwable failure) {
		return sequence.next(failure).flatMap((delay) -> {
			this.onRetry.accept(failure, delay);
			return Mono.delay(delay, this.timer);
		});
	}

}
