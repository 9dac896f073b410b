package ai.bimpe.client.contract;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.internal.http.ResponseJson;
import ai.bimpe.client.support.Seeds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Feeds every type that answers are made of with random JSON, made from its schema.
 */
class ModelsPropertyTests {

	private static final int CASES = 100;

	static Set<String> types() {
		return ResponseTypes.ALL.keySet();
	}

	@ParameterizedTest
	@MethodSource("types")
	void whatTheContractAllowsIsReadWhole(String type) {
		Seeds.check(CASES, (random) -> {
			JsonNode json = sample(type, random, SampleJson.Growth.NONE);
			assertThat(SchemaCheck.problems(ResponseTypes.schema(type), json)).isEmpty();
			assertNothingIsUnknown(assertKept(type, json));
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	void newFieldsAndNewValuesAreKept(String type) {
		Seeds.check(CASES, (random) -> {
			JsonNode json = sample(type, random, SampleJson.Growth.ALL);
			Object value = assertKept(type, json);
			List<String> fresh = json.propertyNames().stream().filter((name) -> name.startsWith("new_field")).toList();
			assertThat(fresh).isNotEmpty();
			Map<?, ?> additional = additionalProperties(value);
			assertThat(additional.keySet()).map(String::valueOf).hasSameElementsAs(fresh);
			for (String name : fresh) {
				JsonNode kept = Examples.MAPPER.valueToTree(additional.get(name));
				assertThat(kept).isEqualTo(json.get(name));
			}
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	void missingNullAndEmptyFieldsAreRead(String type) {
		Seeds.check(CASES, (random) -> assertSound(read(type, mutated(type, random))));
	}

	@ParameterizedTest
	@MethodSource("types")
	void whatWasReadIsWrittenBackAndReadAgain(String type) {
		Seeds.check(CASES, (random) -> {
			Object value = read(type, mutated(type, random));
			assertThat(read(type, Examples.MAPPER.valueToTree(value))).isEqualTo(value);
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	void newFieldsNeverShow(String type) {
		Seeds.check(10, (random) -> {
			ObjectNode json = (ObjectNode) sample(type, random, SampleJson.Growth.ALL);
			json.put("new_secret", "SECRET");
			assertThat(read(type, json).toString()).doesNotContain("SECRET");
		});
	}

	@Test
	void everyAnswerHasTheTypeOfItsSchema() {
		for (FaceOperation method : Faces.operationsOf(BimpeAI.class)) {
			for (JsonNode success : method.ids()
				.stream()
				.flatMap((id) -> ApiContract.operation(id).successes().stream())
				.toList()) {
				JsonNode data = success.path("properties").path("data");
				String reference = (data.has("items") ? data.get("items") : data).path("$ref").asString("");
				if (!reference.isEmpty() && method.answer() != void.class) {
					assertThat(reference).as(method.path()).endsWith("/" + method.answer().getSimpleName());
				}
			}
		}
	}

	@Test
	void typesAreFound() {
		assertThat(types()).hasSizeGreaterThan(40)
			.contains("Agent", "AgentDetail", "Rule", "CallMessage", "StreamMessage");
	}

	private static Object assertKept(String type, JsonNode json) throws Exception {
		Object value = read(type, json);
		assertSound(value);
		assertThat(Examples.meaning(Examples.MAPPER.valueToTree(value))).isEqualTo(Examples.meaning(json));
		return value;
	}

	private static JsonNode sample(String type, RandomGenerator random, SampleJson.Growth growth) {
		return new SampleJson(random, growth).of(ResponseTypes.schema(type));
	}

	private static JsonNode mutated(String type, RandomGenerator random) {
		JsonNode json = sample(type, random, random.nextBoolean() ? SampleJson.Growth.ALL : SampleJson.Growth.NONE);
		mutate(json, random);
		return json;
	}

	private static Object read(String type, JsonNode json) {
		return Objects.requireNonNull(ResponseJson.read(ResponseTypes.get(type), json.toString()));
	}

	private static void mutate(JsonNode node, RandomGenerator random) {
		if (node instanceof ObjectNode object) {
			for (String name : new ArrayList<>(object.propertyNames())) {
				JsonNode value = object.get(name);
				mutate(value, random);
				switch (random.nextInt(10)) {
					case 0 -> object.remove(name);
					case 1 -> object.putNull(name);
					case 2 -> withoutOffset(object, name);
					default -> {
					}
				}
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

	private static void withoutOffset(ObjectNode object, String name) {
		String text = object.get(name).asString("");
		if (text.matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
			object.put(name, text.replaceFirst("(?:Z|[+-]\\d\\d:\\d\\d)$", ""));
		}
	}

	private static void assertSound(@Nullable Object value) throws Exception {
		if (value instanceof Collection<?> items) {
			assertThat(items).doesNotContainNull();
			for (Object item : items) {
				// Nulls stay where they are in what has no type.
				assertSound((item instanceof Record) ? item : null);
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

	/** Every field of the contract has a component of its own. */
	private static void assertNothingIsUnknown(@Nullable Object value) throws Exception {
		if (value instanceof Collection<?> items) {
			for (Object item : items) {
				assertNothingIsUnknown((item instanceof Record) ? item : null);
			}
		}
		else if (value instanceof Record && !SampleValues.isOpenValue(value.getClass())) {
			assertThat(additionalProperties(value)).as(value.getClass().getSimpleName()).isEmpty();
			for (RecordComponent component : value.getClass().getRecordComponents()) {
				assertNothingIsUnknown(component.getAccessor().invoke(value));
			}
		}
	}

	private static Map<?, ?> additionalProperties(Object value) throws Exception {
		return (Map<?, ?>) value.getClass().getMethod("additionalProperties").invoke(value);
	}

}
