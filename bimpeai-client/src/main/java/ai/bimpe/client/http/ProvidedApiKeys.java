package ai.bimpe.client.http;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import ai.bimpe.client.ApiKeyProvider;
import ai.bimpe.client.CallRetry;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.NestedExceptionUtils;

/**
 * Asks a provider for the key of every call, keeps it over all attempts, and has it
 * refreshed when the server refuses it: once for all calls that were refused, and each is
 * made once more.
 *
 * @since 0.1.0
 */
public final class ProvidedApiKeys extends ApiKeys {

	private final ApiKeyProvider provider;

	private final String name;

	private final Duration timeout;

	private final Scheduler timer;

	private final KeyRenewal renewal;

	private volatile @Nullable Checked last;

	/**
	 * Create.
	 * @param provider gives the keys
	 * @param timeout how long it may take, unless a call has a time-out of its own
	 * @param timer runs time-outs
	 */
	public ProvidedApiKeys(ApiKeyProvider provider, Duration timeout, Scheduler timer) {
		this.provider = provider;
		this.name = (provider instanceof CachingApiKeyProvider caching) ? caching.toString()
				: provider.getClass().getName();
		this.timeout = timeout;
		this.timer = timer;
		this.renewal = new KeyRenewal(Mono.defer(() -> ask(provider::refresh, timeout)), timer);
	}

	@Override
	<T> Mono<T> attempt(CallState state, Supplier<Mono<T>> request, Consumer<CallRetry> onRetry) {
		if (state.apiKey != null) {
			return request(state, request, onRetry);
		}
		return inCall(state, ask(this.provider::apiKey, timeout(state))).flatMap((key) -> {
			state.apiKey = key;
			return request(state, request, onRetry);
		});
	}

	private <T> Mono<T> request(CallState state, Supplier<Mono<T>> request, Consumer<CallRetry> onRetry) {
		return request.get()
			.onErrorResume(AuthenticationException.class, (refusal) -> renew(state, refusal).flatMap((key) -> {
				onRetry.accept(state.retry(refusal, Duration.ZERO));
				state.apiKey = key;
				state.keyRenewed = true;
				return request(state, request, onRetry);
			}));
	}

	private Mono<ApiKey> renew(CallState state, AuthenticationException refusal) {
		ApiKey refused = state.apiKey;
		if (refused == null || state.keyRenewed) {
			this.renewal.rest();
			return Mono.error(refusal);
		}
		Duration timeout = timeout(state);
		return inCall(state, this.renewal.of(refused).timeout(timeout, Mono.error(() -> tooLate(timeout)), this.timer))
			.switchIfEmpty(Mono.error(refusal));
	}

	private Mono<ApiKey> ask(Supplier<Mono<String>> source, Duration timeout) {
		return Mono.defer(source)
			// Before the time-out: Reactor logs what fails after it.
			.onErrorMap((failure) -> !(failure instanceof ApiKeyUnavailableException),
					(failure) -> failed(this.name, failure))
			.timeout(timeout, Mono.error(() -> tooLate(timeout)), this.timer)
			.switchIfEmpty(Mono.error(() -> new ApiKeyUnavailableException(this.name + " gave no key", true)))
			.map(this::checked);
	}

	// The same key is checked once, and not for every call.
	private ApiKey checked(String key) {
		Checked last = this.last;
		if (last != null && last.text().equals(key)) {
			return last.key();
		}
		Checked checked = new Checked(key, ApiKey.provided(key, this.name));
		this.last = checked;
		return checked.key();
	}

	private ApiKeyUnavailableException tooLate(Duration timeout) {
		return new ApiKeyUnavailableException(this.name + " gave no key within " + timeout, true);
	}

	// The message of the failure, and those of its causes, may quote the key.
	static ApiKeyUnavailableException failed(String name, Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		StackTraceElement[] frames = cause.getStackTrace();
		return new ApiKeyUnavailableException(name + " failed with " + failure.getClass().getName()
				+ ((cause != failure) ? ", caused by " + cause.getClass().getName() : "")
				+ ((frames.length > 0) ? " at " + frames[0] : ""), true);
	}

	private Duration timeout(CallState state) {
		return (state.options.timeout() != null) ? state.options.timeout() : this.timeout;
	}

	// What is shared between calls is told of each by its own name.
	private static <T> Mono<T> inCall(CallState state, Mono<T> key) {
		return key.onErrorMap(ApiKeyUnavailableException.class, (failure) -> new ApiKeyUnavailableException(
				state.describe() + " has no API key: " + failure.getMessage(), failure.isRetryable()));
	}

	/**
	 * A key as the provider gave it, and as it is sent.
	 */
	private record Checked(String text, ApiKey key) {

		@Override
		public String toString() {
			return this.key.toString();
		}

	}

}
