package ai.bimpe.client.internal.http;

import ai.bimpe.client.core.ApiResponse;
import reactor.core.publisher.Mono;

/**
 * Gives an attempt its API key. Thread-safe.
 *
 * @since 0.1.0
 */
public abstract sealed class ApiKeys implements CallStage permits ApiKeys.Fixed, ProvidedApiKeys {

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

	static final class Fixed extends ApiKeys {

		private final ApiKey key;

		private Fixed(ApiKey key) {
			this.key = key;
		}

		@Override
		public <T> Mono<ApiResponse<T>> apply(CallRequest<T> request, Next<T> next) {
			return next.send(request.withApiKey(this.key));
		}

	}

}
