package ai.bimpe.simulator.internal.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Helpers for JSON trees.
 *
 * @since 0.1.0
 */
public final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
		.withZone(ZoneOffset.UTC);

	private Json() {
	}

	/**
	 * Return a new object without properties.
	 * @return the object
	 */
	public static ObjectNode object() {
		return JsonNodeFactory.instance.objectNode();
	}

	/**
	 * Return a new array with the given elements.
	 * @param elements the elements, which are not copied
	 * @return the array
	 */
	public static ArrayNode array(Collection<? extends JsonNode> elements) {
		ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
		elements.forEach(array::add);
		return array;
	}

	/**
	 * Return a new array of texts.
	 * @param texts the texts
	 * @return the array
	 */
	public static ArrayNode texts(String... texts) {
		ArrayNode array = JsonNodeFactory.instance.arrayNode(texts.length);
		for (String text : texts) {
			array.add(text);
		}
		return array;
	}

	/**
	 * Parse a JSON document.
	 * @param bytes the document in UTF-8
	 * @return the tree
	 */
	public static JsonNode parse(byte[] bytes) {
		return MAPPER.readTree(bytes);
	}

	/**
	 * Write a tree as UTF-8.
	 * @param node the tree
	 * @return the document
	 */
	public static byte[] bytes(JsonNode node) {
		return MAPPER.writeValueAsBytes(node);
	}

	/**
	 * Return a copy of some properties of an object, in the given order.
	 * @param source the object to copy from
	 * @param names the properties to copy; absent ones become null
	 * @return the new object
	 */
	public static ObjectNode pick(ObjectNode source, String... names) {
		ObjectNode target = object();
		for (String name : names) {
			JsonNode value = source.get(name);
			target.set(name, (value != null) ? value.deepCopy() : JsonNodeFactory.instance.nullNode());
		}
		return target;
	}

	/**
	 * Return the text of a property.
	 * @param node the object
	 * @param name the name of the property
	 * @return the text, or {@code null} when it is absent or no text
	 */
	public static @Nullable String text(JsonNode node, String name) {
		JsonNode value = node.get(name);
		return (value != null && value.isString()) ? value.stringValue() : null;
	}

	/**
	 * Return the text of a property that is known to be there.
	 * @param node the object
	 * @param name the name of the property
	 * @return the text, empty when it is absent
	 */
	public static String string(JsonNode node, String name) {
		String text = text(node, name);
		return (text != null) ? text : "";
	}

	/**
	 * Return whether a property is the boolean {@code true}.
	 * @param node the object
	 * @param name the name of the property
	 * @return whether it is true
	 */
	public static boolean isTrue(JsonNode node, String name) {
		JsonNode value = node.get(name);
		return value != null && value.isBoolean() && value.booleanValue();
	}

	/**
	 * Write a time the way the API does: UTC with milliseconds.
	 * @param time the time
	 * @return the text
	 */
	public static String time(Instant time) {
		return TIME.format(time);
	}

}
