package ai.bimpe.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.RequestOption;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/**
 * A request to an operation that has no method of its own yet. Immutable.
 *
 * <p>
 * It is tried again like any other call, also after a failure that leaves open whether
 * the server acted, such as a time-out. All attempts carry one idempotency key. Where the
 * effect must not happen twice even if the server does not know that key, as for dialling
 * a phone, make the call with {@link RequestOption#maxRetries(int) maxRetries(0)}: only
 * {@link ai.bimpe.client.calls.Calls#make} is careful by itself.
 *
 * <pre class="code">
 * ApiRequest.get("/agents/{agentId}", agentId).query("expand", "workflow")
 * </pre>
 *
 * @param method the HTTP method
 * @param path the path behind {@code /api/v1/console}, with a leading slash and
 * {@code {name}} in place of every id
 * @param pathVariables the ids in the order of the path; encoded when sent
 * @param query the query parameters; encoded when sent
 * @param body the body, written as JSON in snake_case, or {@code null} for none
 * @since 0.1.0
 */
public record ApiRequest(HttpMethod method, String path, List<String> pathVariables, Map<String, String> query,
		@Nullable Object body) {

	public ApiRequest {
		pathVariables = List.copyOf(pathVariables);
		query = new LinkedHashMap<>(query);
	}

	/**
	 * Create a GET request.
	 * @param path the path behind {@code /api/v1/console}
	 * @param pathVariables the ids in the order of the path
	 * @return the request
	 */
	public static ApiRequest get(String path, String... pathVariables) {
		return of(HttpMethod.GET, path, pathVariables);
	}

	/**
	 * Create a POST request. After an ambiguous failure it is sent again, as often as
	 * {@code max-retries} allows, unless the call has
	 * {@link RequestOption#maxRetries(int) maxRetries(0)}.
	 * @param path the path behind {@code /api/v1/console}
	 * @param pathVariables the ids in the order of the path
	 * @return the request
	 */
	public static ApiRequest post(String path, String... pathVariables) {
		return of(HttpMethod.POST, path, pathVariables);
	}

	/**
	 * Create a PATCH request.
	 * @param path the path behind {@code /api/v1/console}
	 * @param pathVariables the ids in the order of the path
	 * @return the request
	 */
	public static ApiRequest patch(String path, String... pathVariables) {
		return of(HttpMethod.PATCH, path, pathVariables);
	}

	/**
	 * Create a DELETE request.
	 * @param path the path behind {@code /api/v1/console}
	 * @param pathVariables the ids in the order of the path
	 * @return the request
	 */
	public static ApiRequest delete(String path, String... pathVariables) {
		return of(HttpMethod.DELETE, path, pathVariables);
	}

	private static ApiRequest of(HttpMethod method, String path, String... pathVariables) {
		return new ApiRequest(method, path, new ArrayList<>(List.of(pathVariables)), Map.of(), null);
	}

	/**
	 * Add a query parameter.
	 * @param name the name
	 * @param value the value, not encoded
	 * @return a copy with the parameter
	 */
	public ApiRequest query(String name, String value) {
		Map<String, String> extended = new LinkedHashMap<>(this.query);
		extended.put(name, value);
		return new ApiRequest(this.method, this.path, this.pathVariables, extended, this.body);
	}

	/**
	 * Set the body.
	 * @param body a map, a record or a request of this library; written as JSON
	 * @return a copy with the body
	 */
	public ApiRequest body(Object body) {
		return new ApiRequest(this.method, this.path, this.pathVariables, this.query, body);
	}

	@Override
	public String toString() {
		return "ApiRequest[" + this.method + " " + this.path + "]";
	}

}
