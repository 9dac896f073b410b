package ai.bimpe.client.contract;

import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.stream.StreamOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes the arguments with which an operation can be called.
 */
final class SampleArguments {

	/** An id that breaks out of a path unless it is encoded. */
	private static final String ID = "id/../?a=1&b=%2F#\u00e9\ud83d\udce6+;x";

	private final FaceOperation method;

	private final ApiOperation operation;

	private final RandomGenerator random;

	SampleArguments(FaceOperation method, ApiOperation operation, RandomGenerator random) {
		this.method = method;
		this.operation = operation;
		this.random = random;
	}

	/**
	 * Return the arguments of several calls: with everything first, then with as little
	 * as possible and with every kind of body.
	 */
	List<List<Object>> all() throws Exception {
		List<List<Object>> calls = new ArrayList<>();
		for (RequestBody body : bodies()) {
			calls.add(arguments(body, calls.isEmpty()));
		}
		if (calls.isEmpty()) {
			calls.add(arguments(null, true));
			calls.add(arguments(null, false));
		}
		return calls;
	}

	private List<RequestBody> bodies() throws Exception {
		for (Class<?> type : this.method.method().getParameterTypes()) {
			if (RequestBody.class.isAssignableFrom(type)) {
				return new SampleBodies(type.asSubclass(RequestBody.class), this.operation.body(), this.random).all();
			}
		}
		return List.of();
	}

	private List<Object> arguments(@Nullable RequestBody body, boolean maximal) throws Exception {
		List<Object> arguments = new ArrayList<>();
		for (Parameter parameter : this.method.method().getParameters()) {
			if (body != null && parameter.getType().isInstance(body)) {
				arguments.add(body);
			}
			else if (parameter.getType() == RequestOption[].class) {
				arguments.add(maximal ? options() : new RequestOption[0]);
			}
			else {
				arguments.add(argument(parameter, maximal));
			}
		}
		return arguments;
	}

	private Object argument(Parameter parameter, boolean maximal) throws Exception {
		Class<?> type = parameter.getType();
		if (type == StreamOptions.class) {
			StreamOptions options = StreamOptions.create().reconnect(false).atEarlierPath(this.operation.isEarlier());
			return maximal ? options.after("msg&1 \u00e9") : options;
		}
		if (type == String.class) {
			return ID;
		}
		if (type == boolean.class || parameter.getParameterizedType() instanceof ParameterizedType) {
			return new SampleValues(this.random).of(parameter.getParameterizedType(), this.operation.body());
		}
		Object query = type.getMethod("create").invoke(null);
		return maximal ? new SampleValues(this.random).configured(query,
				this.operation.parameters("query").toArray(JsonNode[]::new)) : query;
	}

	private RequestOption[] options() {
		List<RequestOption> options = new ArrayList<>(
				List.of(RequestOption.timeout(Duration.ofSeconds(20)), RequestOption.maxRetries(0)));
		if (!this.operation.isOpen()) {
			options.add(RequestOption.requestId("call-" + this.random.nextInt(1000)));
		}
		if (this.operation.parameters("header").stream().anyMatch((it) -> it.path("name").asString().startsWith("I"))) {
			options.add(RequestOption.idempotencyKey("k".repeat(255)));
		}
		return options.toArray(RequestOption[]::new);
	}

}
