package ai.bimpe.client.contract;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * An operation of the contract.
 *
 * @param id the operationId
 * @param method the HTTP method
 * @param path the template of the path, with the prefix of the API
 * @param json everything the contract says about it
 */
record ApiOperation(String id, String method, String path, JsonNode json) {

	static final String PREFIX = "/api/v1/console";

	/**
	 * Return whether only the earlier API has it.
	 */
	boolean isEarlier() {
		return this.json.path("x-since").asString("").equals("earlier");
	}

	/**
	 * Return whether it goes without an API key.
	 */
	boolean isOpen() {
		return this.json.has("security") && this.json.path("security").isEmpty();
	}

	/**
	 * Return the parameters that go in one place: path, query or header.
	 */
	List<JsonNode> parameters(String place) {
		return this.json.path("parameters")
			.valueStream()
			.map(ApiContract::resolve)
			.filter((parameter) -> parameter.path("in").asString().equals(place))
			.toList();
	}

	boolean hasBody() {
		return this.json.has("requestBody");
	}

	/**
	 * Return the schema of the body, a missing node when it has none.
	 */
	JsonNode body() {
		return this.json.path("requestBody").path("content").path("application/json").path("schema");
	}

	/**
	 * Return the schemas of the bodies that it succeeds with.
	 */
	List<JsonNode> successes() {
		return this.json.path("responses")
			.properties()
			.stream()
			.filter((response) -> response.getKey().startsWith("2"))
			.map(Map.Entry::getValue)
			.map((response) -> response.path("content").path("application/json").path("schema"))
			.filter((schema) -> !schema.isMissingNode())
			.map(ApiContract::resolve)
			.toList();
	}

	/**
	 * Return the media types that it succeeds with.
	 */
	List<String> mediaTypes() {
		return this.json.path("responses")
			.properties()
			.stream()
			.filter((response) -> response.getKey().startsWith("2"))
			.flatMap((response) -> response.getValue().path("content").propertyNames().stream())
			.distinct()
			.toList();
	}

	@Override
	public String toString() {
		return this.id;
	}

}
