package ai.bimpe.client.internal.http;

import java.time.Duration;
import java.util.function.Supplier;

import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.internal.Durations;
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
	public <T> Mono<ApiResponse<T>> apply(CallRequest<T> request, Next<T> next) {
		return Mono.defer(new KeyedCall<>(request, next)::attempt);
	}

	private Mono<ApiKey> ask(Supplier<Mono<String>> source, Duration timeout) {
		return Mono.defer(source)
			// Before the time-out: Reactor logs what fails after it.
			.onErrorMap((failure) -> !(failure instanceof ApiKeyUnavailableException),
					(failure) -> ProvidedKeys.failed(this.name, failure))
			.timeout(Durations.limit(timeout), Mono.error(() -> tooLate(timeout)), this.timer)
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

	/**
	 * A call that keeps its key over all attempts.
	 */
	private final class KeyedCall<T> {

		private final CallRequest<T> request;

		private final Next<T> next;

		private @Nullable ApiKey key;

		private boolean refreshed;

		private KeyedCall(CallRequest<T> request, Next<T> next) {
			this.request = request;
			this.next = next;
		}

		private Mono<ApiResponse<T>> attempt() {
			return (this.key != null) ? send(this.key)
					: named(ask(ProvidedApiKeys.this.provider::apiKey, timeout())).flatMap(this::send);
		}

		private Mono<ApiResponse<T>> send(ApiKey key) {
			this.key = key;
			return this.next.send(this.request.withApiKey(key))
				.onErrorResume(AuthenticationException.class,
						(refusal) -> replacement(key, refusal).flatMap((replacement) -> {
							this.request.listener.onRetry(refusal, Duration.ZERO);
							this.refreshed = true;
							return send(replacement);
						}));
		}

		private Mono<ApiKey> replacement(ApiKey refused, AuthenticationException refusal) {
			ApiKeyRefresher refresher = ProvidedApiKeys.this.refresher;
			if (this.refreshed) {
				refresher.rest();
				return Mono.error(refusal);
			}
			Duration timeout = timeout();
			return named(refresher.replacementFor(refused)
				.timeout(Durations.limit(timeout), Mono.error(() -> tooLate(timeout)), ProvidedApiKeys.this.timer))
				.switchIfEmpty(Mono.error(refusal));
		}

		private Duration timeout() {
			Duration timeout = this.request.options.timeout();
			return (timeout != null) ? timeout : ProvidedApiKeys.this.timeout;
		}

		// What calls share fails in each of them with its own name.
		private Mono<ApiKey> named(Mono<ApiKey> key) {
			return key.onErrorMap(ApiKeyUnavailableException.class, (failure) -> new ApiKeyUnavailableException(
					this.request + " has no API key: " + failure.getMessage(), failure.isRetryable()));
		}

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
