package ai.bimpe.simulator.internal.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets browsers of any origin use the API.
 *
 * @since 0.1.0
 */
final class Cors {

	private static final Map<String, String> EXPOSED = Map.of("Access-Control-Allow-Origin", "*",
			"Access-Control-Expose-Headers",
			"X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After");

	private Cors() {
	}

	static Map<String, String> headers(HttpMessage message) {
		return (message.header("origin") != null) ? EXPOSED : Map.of();
	}

	static JsonResponse preflight(HttpMessage message) {
		Map<String, String> headers = new LinkedHashMap<>(EXPOSED);
		headers.put("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE, OPTIONS");
		String asked = message.header("access-control-request-headers");
		headers.put("Access-Control-Allow-Headers", (asked != null) ? asked
				: "Authorization, X-Api-Key, Content-Type, Idempotency-Key, X-Request-Id, Last-Event-ID");
		headers.put("Access-Control-Max-Age", "600");
		return JsonResponse.empty(204).withHeaders(headers);
	}

}
