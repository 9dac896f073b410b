package ai.bimpe.client.core;

import java.util.concurrent.Callable;

import reactor.core.publisher.Mono;

/**
 * Gives the API key of the team at run time, for keys that come from a vault and are
 * rotated. Takes the place of a fixed key. Shared between threads.
 * <p>
 * A call that is under way keeps the key it began with. When the server refuses a key
 * with 401, the client calls {@link #refresh()} once, however many calls were refused,
 * and makes each of them once more with the new key. A key that is refused after that is
 * not refreshed again for some seconds: its calls fail with
 * {@link ai.bimpe.client.errors.AuthenticationException}.
 * <p>
 * When no key is given in time, or none that can be sent, calls fail with
 * {@link ai.bimpe.client.errors.ApiKeyUnavailableException}. It names the class of the
 * provider and of what it failed with, and leaves out the message, which may quote the
 * key. An implementation logs no key and has none in its {@code toString}.
 *
 * @since 0.1.0
 * @see #caching(Callable)
 */
@FunctionalInterface
public interface ApiKeyProvider {

	/**
	 * Return the key for a call. Asked for every call, on a thread that must not block:
	 * an implementation keeps the key.
	 * @return the key, usually starting with {@code sk_}; cancelled when the caller has
	 * cancelled the call or the time-out of an attempt has passed
	 */
	Mono<String> apiKey();

	/**
	 * Get the key anew, because the server has refused the one that was given. From then
	 * on {@link #apiKey()} gives the new key as well. Called on a thread that must not
	 * block, never twice at a time, and not cancelled with a call, because others wait
	 * for it too.
	 * @return the new key; the key that was refused when there is no other. By default
	 * what {@link #apiKey()} gives
	 */
	default Mono<String> refresh() {
		return apiKey();
	}

	/**
	 * Create a provider that gets the key from a source that may block, such as a file or
	 * the template of a vault. The key is kept until it is refreshed, which the
	 * application may do too, for example when it hears of a rotation. Calls that ask at
	 * a time share one call of the source.
	 * @param source returns the key; called on a thread that may block, never twice at a
	 * time unless it ignores that it is interrupted after 30 seconds
	 * @return the provider
	 */
	static ApiKeyProvider caching(Callable<String> source) {
		return new CachingApiKeyProvider(source);
	}

}
