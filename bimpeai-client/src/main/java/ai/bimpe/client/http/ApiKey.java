package ai.bimpe.client.http;

import ai.bimpe.client.errors.UserException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;

/**
 * The one holder of the API key. The key is written into the outgoing request itself,
 * behind every filter, and only when the request goes to the endpoint.
 *
 * @since 0.1.0
 */
public final class ApiKey {

	private final String bearer;

	/**
	 * Check and keep a key.
	 * @param key the key
	 * @throws UserException when the key is blank or cannot be sent in a header
	 */
	public ApiKey(@Nullable String key) {
		if (key == null || key.isBlank()) {
			throw new UserException("The API key must not be empty: give it to the builder, or set bimpeai.api-key or "
					+ "the environment variable BIMPEAI_API_KEY");
		}
		HeaderRules.checkValue("The API key (bimpeai.api-key)", key.trim());
		this.bearer = "Bearer " + key.trim();
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
