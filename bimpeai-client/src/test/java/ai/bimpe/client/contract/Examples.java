package ai.bimpe.client.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The examples of the contract by the name of their schema.
 */
final class Examples {

	/** Writes values as the client does. */
	static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.changeDefaultPropertyInclusion((value) -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private Examples() {
	}

	static JsonNode get(String schema) {
		return Objects.requireNonNull(ApiContract.schema(schema).get("example"), schema).deepCopy();
	}

	/**
	 * Return what a value means: without nulls and empty collections, times and numbers
	 * in one form.
	 */
	static JsonNode meaning(JsonNode node) {
		if (node instanceof ObjectNode object) {
			ObjectNode result = JsonNodeFactory.instance.objectNode();
			for (Map.Entry<String, JsonNode> entry : object.properties()) {
				JsonNode value = meaning(entry.getValue());
				if (!value.isNull() && !(value.isContainer() && value.isEmpty())) {
					result.set(entry.getKey(), value);
				}
			}
			return result;
		}
		if (node instanceof ArrayNode array) {
			ArrayNode result = JsonNodeFactory.instance.arrayNode();
			array.valueStream()
				.map(Examples::meaning)
				.filter((value) -> !value.isNull() && !(value.isContainer() && value.isEmpty()))
				.forEach(result::add);
			return result;
		}
		if (node.isNumber()) {
			return JsonNodeFactory.instance.numberNode(node.decimalValue().stripTrailingZeros());
		}
		return node.isString() ? JsonNodeFactory.instance.stringNode(time(node.stringValue())) : node;
	}

	private static String time(String text) {
		try {
			return Instant.parse(text).toString();
		}
		catch (DateTimeException ex) {
			return text;
		}
	}

}
