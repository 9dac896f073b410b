package ai.bimpe.simulator.internal.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response that is sent as a whole, with a JSON body or with none.
 *
 * @param status the HTTP status
 * @param body the JSON body, or {@code null} for an empty one
 * @param headers further headers
 * @since 0.1.0
 */
public record JsonResponse(int status, @Nullable JsonNode body, Map<String, String> headers) implements ApiResponse {

	/**
	 * Answer 200 with data in an envelope.
	 * @param data the data
	 * @return the response
	 */
	public static JsonResponse ok(JsonNode data) {
		return new JsonResponse(200, envelope(data), Map.of());
	}

	/**
	 * Answer 200 with a list in an envelope.
	 * @param data the elements
	 * @return the response
	 */
	public static JsonResponse ok(List<ObjectNode> data) {
		return ok(Json.array(data));
	}

	/**
	 * Answer 201 with data in an envelope.
	 * @param data the data
	 * @return the response
	 */
	public static JsonResponse created(JsonNode data) {
		return new JsonResponse(201, envelope(data), Map.of());
	}

	/**
	 * Answer 200 with the empty envelope of a deletion.
	 * @return the response
	 */
	public static JsonResponse deleted() {
		ObjectNode body = Json.object().put("message", "Success");
		body.putNull("data");
		return new JsonResponse(200, body, Map.of());
	}

	/**
	 * Answer without a body.
	 * @param status the HTTP status
	 * @return the response
	 */
	public static JsonResponse empty(int status) {
		return new JsonResponse(status, null, Map.of());
	}

	/**
	 * Answer with a body as it is, outside an envelope.
	 * @param status the HTTP status
	 * @param body the body
	 * @return the response
	 */
	public static JsonResponse plain(int status, JsonNode body) {
		return new JsonResponse(status, body, Map.of());
	}

	/**
	 * Return this response with further headers.
	 * @param more the headers to add
	 * @return the new response
	 */
	public JsonResponse withHeaders(Map<String, String> more) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.putAll(more);
		return new JsonResponse(this.status, this.body, all);
	}

	/**
	 * Return the body as bytes.
	 * @return the bytes, none for an empty body
	 */
	public byte[] bytes() {
		return (this.body != null) ? Json.bytes(this.body) : new byte[0];
	}

	private static ObjectNode envelope(JsonNode data) {
		ObjectNode body = Json.object().put("message", "Success");
		body.set("data", data);
		return body;
	}

	/**
	 * Return the status, without headers and body.
	 */
	@Override
	public String toString() {
		return "JsonResponse[" + this.status + "]";
	}

}
