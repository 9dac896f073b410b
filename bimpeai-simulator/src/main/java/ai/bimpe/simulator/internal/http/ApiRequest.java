package ai.bimpe.simulator.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import ai.bimpe.simulator.core.ApiKey;
import ai.bimpe.simulator.internal.faults.FaultSpec;
import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as the handlers see it.
 *
 * @param message the parts of the HTTP message
 * @param pathVariables the decoded path variables
 * @param key the API key, or {@code null} when the operation takes none
 * @param fault the fault scripted for this request, or {@code null} for none
 * @since 0.1.0
 */
public record ApiRequest(HttpMessage message, Map<String, String> pathVariables, @Nullable ApiKey key,
		@Nullable FaultSpec fault) {

	/**
	 * Return a path variable.
	 * @param name the name in the template
	 * @return the decoded value
	 */
	public String path(String name) {
		String value = this.pathVariables.get(name);
		if (value == null) {
			throw new IllegalArgumentException("No path variable '" + name + "'");
		}
		return value;
	}

	/**
	 * Return a query parameter.
	 * @param name the name
	 * @return the first value, or {@code null} when it was not sent
	 */
	public @Nullable String query(String name) {
		List<String> values = this.message.query().get(name);
		return (values != null) ? values.get(0) : null;
	}

	/**
	 * Return a header.
	 * @param name the name in any case
	 * @return the first value, or {@code null} when it was not sent
	 */
	public @Nullable String header(String name) {
		return this.message.header(name.toLowerCase(Locale.ROOT));
	}

	/**
	 * Return the body, which has to be a JSON object.
	 * @return the object
	 */
	public ObjectNode json() {
		JsonNode body;
		try {
			body = Json.parse(this.message.body());
		}
		catch (JacksonException ex) {
			throw ApiException.badRequest("The body is not valid JSON");
		}
		if (body instanceof ObjectNode object) {
			return object;
		}
		throw ApiException.badRequest("The body must be a JSON object");
	}

}
