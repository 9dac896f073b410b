package ai.bimpe.client.contract;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes random JSON that a schema of the contract allows.
 */
final class SampleJson {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final List<String> TEXTS = List.of("Pia", "", " ", "caf\u00e9 \ud83d\udce6", "a\"b\\c", "line\none",
			"null", "[]", "<b>&amp;</b>", "0");

	private final RandomGenerator random;

	private final Growth growth;

	SampleJson(RandomGenerator random, Growth growth) {
		this.random = random;
		this.growth = growth;
	}

	/**
	 * How an answer has grown since this version of the client.
	 */
	enum Growth {

		/** Not at all. */
		NONE,

		/** Every object has more fields, and every enumeration has more values. */
		ALL

	}

	JsonNode of(JsonNode unresolved) {
		JsonNode schema = ApiContract.resolve(unresolved);
		if (schema.has("const")) {
			return schema.get("const");
		}
		if (schema.has("enum")) {
			return this.growth.equals(Growth.ALL) ? JSON.stringNode("value_" + this.random.nextInt(1000))
					: any(schema.get("enum"));
		}
		if (schema.has("allOf")) {
			return all(schema);
		}
		JsonNode alternatives = schema.has("oneOf") ? schema.get("oneOf") : schema.path("anyOf");
		if (!alternatives.isMissingNode() && !schema.has("properties")) {
			return of(any(alternatives));
		}
		JsonNode type = schema.path("type");
		return of(schema, (type.isArray() ? any(type) : type).asString(""));
	}

	private JsonNode of(JsonNode schema, String type) {
		return switch (type) {
			case "object" -> object(schema);
			case "array" -> array(schema);
			case "string" -> JSON.stringNode(text(schema));
			case "integer", "number" -> JSON.numberNode(
					this.random.nextInt(schema.path("minimum").asInt(0), schema.path("maximum").asInt(100_000) + 1));
			case "boolean" -> JSON.booleanNode(this.random.nextBoolean());
			case "null" -> JSON.nullNode();
			default -> any();
		};
	}

	private ObjectNode object(JsonNode schema) {
		ObjectNode object = JSON.objectNode();
		List<String> required = names(schema.path("required"));
		List<String> nullable = names(schema.path("x-present-nullable"));
		schema.path("properties").properties().forEach((property) -> {
			String name = property.getKey();
			if (required.contains(name) || this.random.nextInt(4) > 0) {
				JsonNode value = of(property.getValue());
				object.set(name,
						(nullable.contains(name) && this.random.nextInt(8) == 0) ? empty(property.getValue()) : value);
			}
		});
		if (!schema.has("properties")) {
			object.set("key_" + this.random.nextInt(5), any());
		}
		if (this.growth.equals(Growth.ALL)) {
			object.set("new_field_" + this.random.nextInt(5), any());
		}
		return object;
	}

	/** What is unset, as far as the schema allows it. */
	private JsonNode empty(JsonNode property) {
		JsonNode type = ApiContract.resolve(property).path("type");
		if (type.isArray() && names(type).contains("null")) {
			return JSON.nullNode();
		}
		return type.asString("").equals("array") ? JSON.arrayNode() : of(property);
	}

	private JsonNode all(JsonNode schema) {
		ObjectNode merged = JSON.objectNode();
		for (JsonNode part : schema.get("allOf")) {
			JsonNode value = of(part);
			if (!(value instanceof ObjectNode object)) {
				return value;
			}
			object.properties().forEach((field) -> merged.set(field.getKey(), field.getValue()));
		}
		if (schema.has("properties")) {
			object(schema).properties().forEach((field) -> merged.set(field.getKey(), field.getValue()));
		}
		return merged;
	}

	private ArrayNode array(JsonNode schema) {
		ArrayNode array = JSON.arrayNode();
		for (int i = Math.min(this.random.nextInt(4), schema.path("maxItems").asInt(3)); i > 0; i--) {
			array.add(of(schema.path("items")));
		}
		return array;
	}

	private String text(JsonNode schema) {
		if (schema.has("pattern")) {
			return "+44770090" + this.random.nextInt(1000, 10_000);
		}
		return switch (schema.path("format").asString("")) {
			case "date-time" -> time();
			case "uri" -> "https://kestrel.example/" + this.random.nextInt(100);
			case "email" -> "help" + this.random.nextInt(100) + "@example.com";
			default -> {
				String text = TEXTS.get(this.random.nextInt(TEXTS.size())) + this.random.nextInt(100);
				int max = schema.path("maxLength").asInt(Integer.MAX_VALUE);
				yield text.substring(0, Math.min(max, text.length()));
			}
		};
	}

	/** With and without a fraction, in UTC and elsewhere. */
	private String time() {
		Instant second = Instant.ofEpochSecond(this.random.nextLong(1_600_000_000, 2_000_000_000));
		ZoneOffset offset = ZoneOffset.ofTotalSeconds(this.random.nextInt(-40, 41) * 900);
		OffsetDateTime time = second.atOffset(this.random.nextBoolean() ? ZoneOffset.UTC : offset);
		String digits = Long.toString(this.random.nextLong(1_000_000_000, 2_000_000_000));
		int precision = this.random.nextInt(10);
		String fraction = (precision > 0) ? "." + digits.substring(1, precision + 1) : "";
		return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").format(time) + fraction + time.getOffset().getId();
	}

	private JsonNode any() {
		return switch (this.random.nextInt(5)) {
			case 0 -> JSON.numberNode(this.random.nextInt());
			case 1 -> JSON.booleanNode(this.random.nextBoolean());
			case 2 -> JSON.objectNode().put("inner", "x").set("list", JSON.arrayNode().add(1).add("two"));
			case 3 -> JSON.arrayNode().add("one").add(2.5);
			default -> JSON.stringNode("text");
		};
	}

	private JsonNode any(JsonNode choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

	private static List<String> names(JsonNode array) {
		List<String> names = new ArrayList<>();
		array.valueStream().map(JsonNode::asString).forEach(names::add);
		return names;
	}

}
