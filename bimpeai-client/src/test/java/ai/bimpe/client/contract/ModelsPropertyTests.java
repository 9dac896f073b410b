package ai.bimpe.client.contract;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import ai.bimpe.client.http.Json;
import com.fasterxml.jackson.annotation.JsonValue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ModelsPropertyTests {

	private static final Json JSON = new Json((builder) -> {
	});

	@Provide
	Arbitrary<String> schemas() {
		return Arbitraries.of(ResponseTypes.ALL.keySet().stream().sorted().toList());
	}

	@Property(tries = 2000)
	void missingNullAndUnknownFieldsAreRead(@ForAll("schemas") String schema, @ForAll long seed) throws Exception {
		JsonNode json = Examples.get(schema);
		mutate(json, new Random(seed));
		((ObjectNode) json).put("brand_new_field", "kept");
		Object value = read(schema, json);
		assertSound(value);
		assertThat(additionalProperties(value).get("brand_new_field")).isEqualTo("kept");
		assertThat(value.toString()).doesNotContain("kept");
	}

	@Property(tries = 500)
	void whatWasReadIsWrittenBackAndReadAgain(@ForAll("schemas") String schema, @ForAll long seed) {
		JsonNode json = Examples.get(schema);
		mutate(json, new Random(seed));
		Object value = read(schema, json);
		assertThat(read(schema, Examples.MAPPER.valueToTree(value))).isEqualTo(value);
	}

	@Property(tries = 500)
	void unknownEnumValuesAreKept(@ForAll("schemas") String schema, @ForAll long seed) throws Exception {
		JsonNode json = Examples.get(schema);
		ObjectNode object = (ObjectNode) json;
		String unknown = "value_" + Long.toHexString(seed);
		List<String> enums = enumFields(ResponseTypes.get(schema));
		enums.forEach((name) -> object.put(name, unknown));
		JsonNode written = Examples.MAPPER.valueToTree(read(schema, json));
		for (String name : enums) {
			assertThat(written.get(name).stringValue()).isEqualTo(unknown);
		}
	}

	private static Object read(String schema, JsonNode json) {
		return JSON.reader(ResponseTypes.get(schema)).readValue(json.toString());
	}

	private static void mutate(JsonNode node, Random random) {
		if (node instanceof ObjectNode object) {
			for (String name : new ArrayList<>(object.propertyNames())) {
				mutate(object.get(name), random);
				int choice = random.nextInt(10);
				if (choice == 0) {
					object.remove(name);
				}
				else if (choice == 1) {
					object.putNull(name);
				}
			}
			if (random.nextInt(3) == 0) {
				object.putObject("unknown_" + random.nextInt(5)).putArray("values").add(1).addNull().add("x");
			}
		}
		else if (node instanceof ArrayNode array && !array.isEmpty()) {
			array.forEach((item) -> mutate(item, random));
			if (array.get(0).isObject() && random.nextBoolean()) {
				array.insertArray(0);
			}
			if (random.nextInt(4) == 0) {
				array.addNull();
			}
		}
	}

	private static void assertSound(@Nullable Object value) throws Exception {
		if (value == null) {
			return;
		}
		if (value instanceof Collection<?> items) {
			assertThat(items).doesNotContainNull();
			for (Object item : items) {
				assertSound(item);
			}
		}
		else if (value instanceof Record) {
			for (RecordComponent component : value.getClass().getRecordComponents()) {
				Object part = component.getAccessor().invoke(value);
				if (List.class.isAssignableFrom(component.getType()) || component.getType() == Map.class) {
					assertThat(part).as(component.getName()).isNotNull();
				}
				assertSound(part);
			}
		}
	}

	private static Map<?, ?> additionalProperties(Object value) throws Exception {
		return (Map<?, ?>) value.getClass().getMethod("additionalProperties").invoke(value);
	}

	private static List<String> enumFields(Class<?> type) {
		List<String> names = new ArrayList<>();
		for (RecordComponent component : type.getRecordComponents()) {
			if (component.getType().isRecord()
					&& component.getType().getRecordComponents()[0].isAnnotationPresent(JsonValue.class)) {
				names.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
			}
		}
		return names;
	}

}
