package ai.bimpe.client.contract;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.internal.http.ResponseJson;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;

/**
 * Makes the values that go into requests, from their Java type and from what the contract
 * says about them.
 */
final class SampleValues {

	private final RandomGenerator random;

	private final SampleJson json;

	SampleValues(RandomGenerator random) {
		this.random = random;
		this.json = new SampleJson(random, SampleJson.Growth.NONE);
	}

	Object of(Type type, JsonNode schema) {
		if (type instanceof ParameterizedType generic) {
			if (generic.getRawType() == List.class) {
				return list(generic.getActualTypeArguments()[0], ApiContract.resolve(schema).path("items"));
			}
			if (generic.getRawType() == Map.class) {
				return Map.of("key", List.of(1, "two"), "other", Map.of("three", true));
			}
		}
		return of((Class<?>) type, schema);
	}

	private Object of(Class<?> type, JsonNode schema) {
		if (type == boolean.class) {
			return this.random.nextBoolean();
		}
		if (type == int.class) {
			return schema.isMissingNode() ? 7 : this.json.of(schema).asInt();
		}
		if (type == String.class) {
			return schema.isMissingNode() ? "text " + this.random.nextInt(100) : text(schema);
		}
		if (type == HttpMethod.class) {
			return HttpMethod.valueOf(this.json.of(schema).asString());
		}
		if (RequestBody.class.isAssignableFrom(type)) {
			return new SampleBodies(type.asSubclass(RequestBody.class), schema, this.random).nested();
		}
		if (isOpenValue(type)) {
			// A value can be there for answers only.
			List<Object> constants = constants(type).stream()
				.filter((constant) -> SchemaCheck.problems(schema, Examples.MAPPER.valueToTree(constant)).isEmpty())
				.toList();
			return constants.get(this.random.nextInt(constants.size()));
		}
		return Objects.requireNonNull(ResponseJson.read(type, this.json.of(schema).toString()));
	}

	private String text(JsonNode schema) {
		JsonNode value = this.json.of(schema);
		while (!value.isString()) {
			value = this.json.of(schema);
		}
		return value.stringValue();
	}

	private List<Object> list(Type item, JsonNode schema) {
		if (!(item instanceof Class<?> type)) {
			return List.of("one", Map.of("title", "two"));
		}
		List<Object> values = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			values.add(of(type, schema));
		}
		return values;
	}

	/**
	 * Return whether a type is an enumeration that can grow.
	 */
	static boolean isOpenValue(Class<?> type) {
		return type.isRecord() && type.getRecordComponents().length == 1
				&& type.getRecordComponents()[0].getAccessor().isAnnotationPresent(JsonValue.class);
	}

	/**
	 * Return the public constants that have the type of their class.
	 */
	static List<Object> constants(Class<?> type) {
		return Arrays.stream(type.getFields())
			.filter((field) -> Modifier.isStatic(field.getModifiers()) && field.getType() == type)
			.map((field) -> Objects.requireNonNull(valueOf(field)))
			.toList();
	}

	/**
	 * Call every method of a class that takes one argument and returns the class.
	 */
	Object configured(Object value, JsonNode... parameters) throws Exception {
		Object configured = value;
		for (Method method : value.getClass().getMethods()) {
			if (method.getReturnType() == value.getClass() && method.getParameterCount() == 1
					&& !Modifier.isStatic(method.getModifiers())) {
				String name = Words.snakeCase(method.getName());
				JsonNode schema = Arrays.stream(parameters)
					.filter((parameter) -> parameter.path("name").asString().equals(name))
					.map((parameter) -> parameter.path("schema"))
					.findFirst()
					.orElse(ApiContract.schemas().path("?"));
				configured = method.invoke(configured, of(method.getGenericParameterTypes()[0], schema));
			}
		}
		return configured;
	}

	private static @Nullable Object valueOf(Field field) {
		try {
			return field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new AssertionError(ex);
		}
	}

}
