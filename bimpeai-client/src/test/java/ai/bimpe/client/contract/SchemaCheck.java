package ai.bimpe.client.contract;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates JSON by the schemas of the contract.
 */
final class SchemaCheck {

	private static final SchemaRegistry REGISTRY = SchemaRegistry
		.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private static final SchemaCheck OPEN = new SchemaCheck(ApiContract.schemas());

	private static final SchemaCheck CLOSED = new SchemaCheck(closed(ApiContract.schemas()));

	private final JsonNode components;

	private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

	private SchemaCheck(JsonNode components) {
		this.components = components;
	}

	/**
	 * Return what is wrong with JSON that can have more keys than the contract knows.
	 */
	static List<String> problems(JsonNode schema, JsonNode json) {
		return OPEN.validate(schema, json);
	}

	/**
	 * Return what is wrong with JSON that can have no keys but those of the contract.
	 */
	static List<String> problemsAndUnknownKeys(JsonNode schema, JsonNode json) {
		return CLOSED.validate(closed(schema), json);
	}

	private List<String> validate(JsonNode schema, JsonNode json) {
		return this.compiled.computeIfAbsent(schema, this::compile)
			.validate(json.toString(), InputFormat.JSON,
					(context) -> context.executionConfig((config) -> config.formatAssertionsEnabled(true)))
			.stream()
			.map(String::valueOf)
			.toList();
	}

	private Schema compile(JsonNode schema) {
		ObjectNode whole = ((ObjectNode) schema).deepCopy();
		ObjectNode reachable = JsonNodeFactory.instance.objectNode();
		collect(schema, reachable);
		whole.putObject("components").set("schemas", reachable);
		return REGISTRY.getSchema(whole);
	}

	/** Compiling all of them for each schema would take most of the time of a test. */
	private void collect(JsonNode node, ObjectNode reachable) {
		String name = node.path("$ref").asString("").replace("#/components/schemas/", "");
		if (!name.isEmpty() && !reachable.has(name)) {
			reachable.set(name, this.components.get(name));
			collect(this.components.get(name), reachable);
		}
		node.values().forEach((child) -> collect(child, reachable));
	}

	/**
	 * Close every object that lists its properties and does not say that it has more.
	 */
	private static JsonNode closed(JsonNode schema) {
		JsonNode copy = schema.deepCopy();
		close(copy);
		return copy;
	}

	private static void close(JsonNode node) {
		node.values().forEach(SchemaCheck::close);
		if (node instanceof ObjectNode object && node.path("properties").isObject()
				&& node.path("type").asString("").equals("object") && !node.has("additionalProperties")) {
			object.put("unevaluatedProperties", false);
		}
	}

}
