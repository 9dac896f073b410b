package ai.bimpe.simulator.internal.http;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.bimpe.simulator.core.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * Finds the API key of a request and checks that it may do what it asks for. As long as
 * no key is added, everything that begins with {@code sk_} is a key that may do
 * everything.
 *
 * @since 0.1.0
 */
public final class ApiKeyAuthenticator {

	private final Map<String, ApiKey> known = new ConcurrentHashMap<>();

	/**
	 * Create an authenticator.
	 * @param keys the only keys to accept; none to accept any
	 */
	public ApiKeyAuthenticator(Iterable<ApiKey> keys) {
		keys.forEach((key) -> this.known.put(key.value(), key));
	}

	/**
	 * Read the key that a request carries.
	 * @param message the request
	 * @return the key, blank when it carries none
	 */
	public static String presentedKey(HttpMessage message) {
		String authorization = message.header("authorization");
		if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
			return authorization.substring("bearer ".length()).trim();
		}
		String header = message.header("x-api-key");
		return (header != null) ? header.trim() : "";
	}

	/**
	 * Find the key of a request.
	 * @param sent the key that was sent
	 * @param scope the scope it needs, or {@code null} for none
	 * @return the key
	 */
	public ApiKey authenticate(String sent, @Nullable String scope) {
		if (sent.isEmpty()) {
			throw ApiException.of(401, "api_key_missing", "An API key is required");
		}
		ApiKey key = find(sent);
		if (key == null) {
			throw ApiException.of(401, "api_key_invalid", "The API key is not valid");
		}
		if (key.expired()) {
			throw ApiException.of(401, "api_key_expired", "The API key is expired");
		}
		if (scope != null && !key.has(scope)) {
			throw ApiException.of(403, "insufficient_scope", "The key lacks the scope " + scope);
		}
		return key;
	}

	private @Nullable ApiKey find(String sent) {
		if (!this.known.isEmpty()) {
			return this.known.get(sent);
		}
		return sent.startsWith("sk_") ? ApiKey.of(sent) : null;
	}

}
