package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.internal.retry.FullJitterBackOffPolicy;
import ai.bimpe.client.internal.retry.ReactorRetry;
import ai.bimpe.client.internal.retry.RetryRules;
import ai.bimpe.client.internal.retry.RetrySequence;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.retry.RetryListener;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;

/**
 * The retry policies of a client, made once and picked for every call.
 *
 * @since 0.1.0
 */
public final class Retries implements CallStage {

	private static final Log logger = LogFactory.getLog("ai.bimpe.client");

	private final int maxRetries;

	private final RetrySettings settings;

	private final RetryPolicy standard;

	/**
	 * By the failures in a row that are allowed: streams that differ in nothing share.
	 */
	private final Map<Integer, RetryPolicy> streamPolicies = new ConcurrentHashMap<>();

	private final BackOffPolicy backOff;

	private final List<RetryListener> listeners;

	private final @Nullable Scheduler timer;

	// What retries is a twentieth of the garbage of a call, and our policy needs it only
	// when the first attempt has failed. What the caller brings may want to know of every
	// call from its start.
	private final boolean watchesFirstAttempts;

	/**
	 * Create.
	 * @param maxRetries retries after the first attempt, unless a call says otherwise
	 * @param settings how long to wait
	 * @param policy replaces our policy; {@code null} for ours
	 * @param backOff replaces our back-off; {@code null} for ours
	 * @param listeners hear of every failed attempt
	 * @param timer runs the waits and time-outs, {@code null} for Reactor's own
	 */
	public Retries(int maxRetries, RetrySettings settings, @Nullable RetryPolicy policy,
			@Nullable BackOffPolicy backOff, List<RetryListener> listeners, @Nullable Scheduler timer) {
		this.maxRetries = maxRetries;
		this.settings = settings;
		this.standard = (policy != null) ? policy : RetryRules.policy(maxRetries, settings.maxRetryAfter(), true);
		this.backOff = (backOff != null) ? backOff : FullJitterBackOffPolicy.of(settings);
		this.listeners = List.copyOf(listeners);
		this.timer = timer;
		this.watchesFirstAttempts = policy != null || !listeners.isEmpty();
	}

	@Override
	public <T> Mono<ApiResponse<T>> apply(CallRequest<T> request, Next<T> next) {
		Mono<ApiResponse<T>> attempt = next.send(request);
		if (this.watchesFirstAttempts) {
			return attempt.retryWhen(retry(request));
		}
		return attempt.onErrorResume((failure) -> {
			AtomicReference<Mono<ApiResponse<T>>> pending = new AtomicReference<>(Mono.error(failure));
			return Mono.defer(() -> pending.getAndSet(attempt)).retryWhen(retry(request));
		});
	}

	private Retry retry(CallRequest<?> request) {
		return new ReactorRetry(policy(request), this.backOff, this.listeners, timer(), (failure, delay) -> {
			if (logger.isDebugEnabled()) {
				logger.debug(request + " is tried again in " + delay.toMillis() + " ms after "
						+ failure.getClass().getSimpleName());
			}
			request.listener.onRetry(failure, delay);
		});
	}

	/**
	 * Start counting the failures of a stream.
	 * @param maxRetries failures in a row that are allowed
	 * @return the budget of one subscription
	 */
	public RetrySequence forStream(int maxRetries) {
		RetryPolicy policy = this.streamPolicies.computeIfAbsent(maxRetries,
				(allowed) -> RetryRules.streamPolicy(allowed, this.settings.maxRetryAfter()));
		return new RetrySequence(policy, this.backOff, this.listeners);
	}

	/**
	 * Return the longest wait that the server may ask for.
	 * @return the longest wait
	 */
	public Duration maxRetryAfter() {
		return this.settings.maxRetryAfter();
	}

	/**
	 * Return what runs the waits and time-outs.
	 * @return the scheduler
	 */
	public Scheduler timer() {
		// Asked for when a call is made: to set it up would hold up the start of an
		// application.
		return (this.timer != null) ? this.timer : Schedulers.parallel();
	}

	private RetryPolicy policy(CallRequest<?> request) {
		boolean afterAmbiguous = request.operation.isRepeatable() || request.options.idempotencyKey() != null;
		Integer override = request.options.maxRetries();
		if (afterAmbiguous && override == null) {
			return this.standard;
		}
		return RetryRules.policy((override != null) ? override : this.maxRetries, this.settings.maxRetryAfter(),
				afterAmbiguous);
	}

}
