package ai.bimpe.client.internal.http;

import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.HeaderRules;
import ai.bimpe.client.internal.ProvidedKeys;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;

/**
 * The one holder of an API key. The key is written into the outgoing request itself,
 * behind every filter, and only when the request goes to the endpoint.
 *
 * @since 0.1.0
 */
public final class ApiKey {

	private final String bearer;

	private ApiKey(String key) {
		this.bearer = "Bearer " + key;
	}

	/**
	 * Check and keep a key that does not change.
	 * @param key the key
	 * @return the holder
	 * @throws UserException when the key is blank or cannot be sent in a header
	 */
	public static ApiKey fixed(@Nullable String key) {
		if (key == null || key.isBlank()) {
			throw new UserException("The API key must not be empty: give it to the builder, or set bimpeai.api-key or "
					+ "the environment variable BIMPEAI_API_KEY");
		}
		HeaderRules.checkValue("The API key (bimpeai.api-key)", key.trim());
		return new ApiKey(key.trim());
	}

	/**
	 * Check and keep a key that a provider gave.
	 * @param key the key
	 * @param provider names the provider in the message
	 * @return the holder
	 * @throws ApiKeyUnavailableException when the key is blank or cannot be sent in a
	 * header
	 */
	static ApiKey provided(String key, String provider) {
		return new ApiKey(ProvidedKeys.check(key, provider));
	}

	boolean isSameAs(@Nullable ApiKey other) {
		return other != null && this.bearer.equals(other.bearer);
	}

	void write(ClientHttpRequest request, Endpoint endpoint) {
		if (endpoint.isSameOrigin(request.getURI())) {
			request.getHeaders().set(HttpHeaders.AUTHORIZATION, this.bearer);
		}
	}

	@Override
	public String toString() {
		return "ApiKey[hidden]";
	}

}
