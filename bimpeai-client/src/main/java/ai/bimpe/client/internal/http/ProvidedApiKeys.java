package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.core.CallRetry;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.internal.ProvidedKeys;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

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

	private final ApiKeyRefresher refresher;

	private volatile @Nullable Checked last;

	/**
	 * Create.
	 * @param provider gives the keys
	 * @param timeout how long it may take, unless a call has a time-out of its own
	 * @param timer runs time-outs
	 */
	public ProvidedApiKeys(ApiKeyProvider provider, Duration timeout, Scheduler timer) {
		this.provider = provider;
		this.name = (provider instanceof ProvidedKeys.Named named) ? named.name() : provider.getClass().getName();
		this.timeout = timeout;
		this.timer = timer;
		this.refresher = new ApiKeyRefresher(Mono.defer(() -> ask(provider::refresh, timeout)), timer);
	}

	@Override
	<T> Mono<T> attempt(CallContext context, Supplier<Mono<T>> request, Consumer<CallRetry> onRetry) {
		if (context.apiKey != null) {
			return request(context, request, onRetry);
		}
		return inCall(context, ask(this.provider::apiKey, timeout(context))).flatMap((key) -> {
			context.apiKey = key;
			return request(context, request, onRetry);
		});
	}

	private <T> Mono<T> request(CallContext context, Supplier<Mono<T>> request, Consumer<CallRetry> onRetry) {
		return request.get()
			.onErrorResume(AuthenticationException.class, (refusal) -> refresh(context, refusal).flatMap((key) -> {
				onRetry.accept(context.retry(refusal, Duration.ZERO));
				context.apiKey = key;
				context.keyRefreshed = true;
				return request(context, request, onRetry);
			}));
	}

	private Mono<ApiKey> refresh(CallContext context, AuthenticationException refusal) {
		ApiKey refused = context.apiKey;
		if (refused == null || context.keyRefreshed) {
			this.refresher.rest();
			return Mono.error(refusal);
		}
		Duration timeout = timeout(context);
		return inCall(context,
				this.refresher.replacementFor(refused).timeout(timeout, Mono.error(() -> tooLate(timeout)), this.timer))
			.switchIfEmpty(Mono.error(refusal));
	}

	private Mono<ApiKey> ask(Supplier<Mono<String>> source, Duration timeout) {
		return Mono.defer(source)
			// Before the time-out: Reactor logs what fails after it.
			.onErrorMap((failure) -> !(failure instanceof ApiKeyUnavailableException),
					(failure) -> ProvidedKeys.failed(this.name, failure))
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

	private Duration timeout(CallContext context) {
		return (context.options.timeout() != null) ? context.options.timeout() : this.timeout;
	}

	// What is shared between calls is told of each by its own name.
	private static <T> Mono<T> inCall(CallContext context, Mono<T> key) {
		return key.onErrorMap(ApiKeyUnavailableException.class, (failure) -> new ApiKeyUnavailableException(
				context.describe() + " has no API key: " + failure.getMessage(), failure.isRetryable()));
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
