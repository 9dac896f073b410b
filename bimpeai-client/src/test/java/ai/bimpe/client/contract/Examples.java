package ai.bimpe.client.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

	private static final JsonNode ALL = load();

	private Examples() {
	}

	static JsonNode get(String schema) {
		return Objects.requireNonNull(ALL.get(schema), schema).deepCopy();
	}

	/**
	 * Return what a value means: without nulls and empty collections, times in one form.
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
			array.forEach((item) -> result.add(meaning(item)));
			return result;
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

	private static JsonNode load() {
		try (InputStream json = Examples.class.getResourceAsStream("/contract/examples.json")) {
			return MAPPER.readTree(Objects.requireNonNull(json));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
