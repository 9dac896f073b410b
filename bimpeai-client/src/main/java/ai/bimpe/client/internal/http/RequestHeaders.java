package ai.bimpe.client.internal.http;

import java.util.Map;

import ai.bimpe.client.core.ClientVersion;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * The headers of a request, those of the client last so that nothing overrides them.
 */
final class RequestHeaders {

	static final String REQUEST_ID = "X-Request-Id";

	static final String IDEMPOTENCY_KEY = "Idempotency-Key";

	static final String USER_AGENT = "bimpeai-java/" + ClientVersion.get() + " (Java/" + Runtime.version().feature()
			+ "; " + printable(System.getProperty("os.name", "unknown")) + ")";

	private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

	private final Map<String, String> defaults;

	RequestHeaders(Map<String, String> defaults) {
		this.defaults = defaults;
	}

	void write(HttpHeaders headers, CallOptions options, String requestId, @Nullable String idempotencyKey,
			boolean body) {
		this.defaults.forEach(headers::set);
		options.headers().forEach(headers::set);
		headers.set(HttpHeaders.ACCEPT, JSON);
		headers.set(HttpHeaders.USER_AGENT, USER_AGENT);
		headers.set(REQUEST_ID, requestId);
		if (idempotencyKey != null) {
			headers.set(IDEMPOTENCY_KEY, idempotencyKey);
		}
		if (body) {
			headers.set(HttpHeaders.CONTENT_TYPE, JSON);
		}
	}

	private static String printable(String value) {
		return value.replaceAll("[^\\x20-\\x7E]", "?");
	}

}
