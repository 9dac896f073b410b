package ai.bimpe.client.internal.http;

import java.util.function.Consumer;
import java.util.function.Supplier;

import ai.bimpe.client.core.CallRetry;
import reactor.core.publisher.Mono;

/**
 * Gives an attempt its API key. Thread-safe.
 *
 * @since 0.1.0
 */
public abstract sealed class ApiKeys permits ApiKeys.Fixed, ProvidedApiKeys {

	ApiKeys() {
	}

	/**
	 * Create from a key that never changes.
	 * @param key the key
	 * @return the keys
	 */
	public static ApiKeys fixed(ApiKey key) {
		return new Fixed(key);
	}

	/**
	 * Put the key of an attempt into the context of the call, and make the attempt.
	 * @param <T> the type of the answer
	 * @param context the context of the call
	 * @param request the request of the attempt
	 * @param onRetry hears when the request is made once more, with another key
	 * @return the answer
	 */
	abstract <T> Mono<T> attempt(CallContext context, Supplier<Mono<T>> request, Consumer<CallRetry> onRetry);

	static final class Fixed extends ApiKeys {

		private final ApiKey key;

		private Fixed(ApiKey key) {
			this.key = key;
		}

		@Override
		<T> Mono<T> attempt(CallContext context, Supplier<Mono<T>> request, Consumer<CallRetry> onRetry) {
			context.apiKey = this.key;
			return request.get();
		}

	}

}
