package ai.bimpe.client.contract;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

import ai.bimpe.client.core.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes the bodies that a user can build with the public methods of a request type.
 */
final class SampleBodies {

	private final Class<? extends RequestBody> type;

	private final List<JsonNode> alternatives;

	private final SampleValues values;

	SampleBodies(Class<? extends RequestBody> type, JsonNode schema, RandomGenerator random) {
		this.type = type;
		JsonNode resolved = ApiContract.resolve(schema);
		this.alternatives = resolved.has("oneOf")
				? resolved.get("oneOf").valueStream().map(ApiContract::resolve).toList() : List.of(resolved);
		this.values = new SampleValues(random);
	}

	/**
	 * Return bodies with everything, with as little as possible, with every null that the
	 * builder takes, and those of the factory methods.
	 */
	List<RequestBody> all() throws Exception {
		List<RequestBody> bodies = new ArrayList<>(maximal());
		for (JsonNode alternative : this.alternatives) {
			for (Set<String> required : requirements(alternative)) {
				bodies.add(built(alternative, required, false));
				bodies.add(built(alternative, required, true));
				for (Method shortcut : shortcuts()) {
					Object builder = builder(alternative, required, false);
					shortcut.invoke(builder);
					bodies.add(build(builder));
				}
			}
		}
		for (Method factory : factories()) {
			bodies.add(this.type.cast(factory.invoke(null, arguments(factory))));
		}
		return bodies;
	}

	/**
	 * Return bodies for which every method of the builder was called once, as far as the
	 * alternatives of the schema can be combined.
	 */
	List<RequestBody> maximal() throws Exception {
		List<RequestBody> bodies = new ArrayList<>();
		for (JsonNode alternative : this.alternatives) {
			Set<String> everything = new HashSet<>();
			for (Method method : setters()) {
				String name = Words.snakeCase(method.getName());
				if (this.alternatives.size() == 1 || alternative.path("properties").has(name)) {
					everything.add(name);
				}
			}
			bodies.add(built(alternative, everything, false));
		}
		return bodies;
	}

	/**
	 * Return a body with the required fields, for use inside another one. Its type can
	 * nest itself.
	 */
	RequestBody nested() {
		try {
			JsonNode schema = this.alternatives.get(0);
			Set<String> names = new HashSet<>();
			for (Method method : setters()) {
				boolean nestsItself = method.getParameterTypes()[0] == this.type;
				if (!nestsItself) {
					names.add(Words.snakeCase(method.getName()));
				}
			}
			Object builder = builder(schema, names, false);
			for (Method method : setters()) {
				if (method.getParameterTypes()[0] == this.type) {
					method.invoke(builder, built(schema, names, false));
				}
			}
			return build(builder);
		}
		catch (Exception ex) {
			throw new AssertionError("Cannot build " + this.type, ex);
		}
	}

	private RequestBody built(JsonNode schema, Set<String> names, boolean nulls) throws Exception {
		return build(builder(schema, names, nulls));
	}

	private Object builder(JsonNode schema, Set<String> names, boolean nulls) throws Exception {
		Object builder = this.type.getMethod("builder").invoke(null);
		for (Method method : setters()) {
			String name = Words.snakeCase(method.getName());
			Parameter parameter = method.getParameters()[0];
			boolean named = names.contains(name) || names.contains("is_" + name);
			if (nulls && parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)
					&& schema.path("properties").has(name)) {
				method.invoke(builder, (Object) null);
			}
			else if (named) {
				method.invoke(builder,
						this.values.of(parameter.getParameterizedType(), schema.path("properties").path(name)));
			}
		}
		return builder;
	}

	private RequestBody build(Object builder) throws Exception {
		return this.type.cast(builder.getClass().getMethod("build").invoke(builder));
	}

	/** What is required, once for each way to meet the requirements. */
	private static List<Set<String>> requirements(JsonNode schema) {
		Set<String> required = new HashSet<>();
		schema.path("required").forEach((name) -> required.add(name.asString()));
		if (!schema.has("anyOf")) {
			return List.of(required);
		}
		List<Set<String>> ways = new ArrayList<>();
		for (JsonNode way : schema.get("anyOf")) {
			Set<String> names = new HashSet<>(required);
			way.path("required").forEach((name) -> names.add(name.asString()));
			ways.add(names);
		}
		return ways;
	}

	private List<Method> setters() {
		return builderMethods(1);
	}

	private List<Method> shortcuts() {
		return builderMethods(0);
	}

	private List<Method> builderMethods(int parameters) {
		Class<?> builder = Arrays.stream(this.type.getClasses())
			.filter((nested) -> nested.getSimpleName().equals("Builder"))
			.findFirst()
			.orElseThrow();
		return Arrays.stream(builder.getMethods())
			.filter((method) -> isBuilder(method.getReturnType(), builder) && method.getParameterCount() == parameters)
			.sorted(Comparator.comparing(Method::getName))
			.toList();
	}

	// Methods of a shared parent return the type variable that stands for the builder.
	private static boolean isBuilder(Class<?> returned, Class<?> builder) {
		return RequestBody.Builder.class.isAssignableFrom(returned) && returned.isAssignableFrom(builder);
	}

	private List<Method> factories() {
		return Arrays.stream(this.type.getMethods())
			.filter((method) -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == this.type)
			.sorted(Comparator.comparing(Method::getName))
			.toList();
	}

	private Object[] arguments(Method factory) throws Exception {
		List<Object> arguments = new ArrayList<>();
		for (String name : names(factory)) {
			JsonNode schema = this.alternatives.stream()
				.map((alternative) -> alternative.path("properties").path(name))
				.filter((property) -> !property.isMissingNode())
				.findFirst()
				.orElseThrow();
			arguments.add(this.values.of(factory.getGenericParameterTypes()[arguments.size()], schema));
		}
		return arguments.toArray();
	}

	// Classes do not tell the names of parameters, so the body tells where each goes.
	private List<String> names(Method factory) throws Exception {
		List<Object> probes = new ArrayList<>();
		for (Class<?> type : factory.getParameterTypes()) {
			probes.add((type == String.class) ? "argument " + probes.size() : type.getFields()[0].get(null));
		}
		Map<String, @Nullable Object> fields = this.type.cast(factory.invoke(null, probes.toArray())).fields();
		return probes.stream()
			.map((probe) -> fields.keySet()
				.stream()
				.filter((name) -> probe.equals(fields.get(name)))
				.findFirst()
				.orElseThrow())
			.toList();
	}

}
