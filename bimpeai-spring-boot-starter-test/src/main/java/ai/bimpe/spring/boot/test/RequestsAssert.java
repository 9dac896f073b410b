package ai.bimpe.spring.boot.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.core.RecordedRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Assertions on the requests of one operation. Each {@code with} leaves those that have
 * it, and fails when there are none left. A failure lists the requests of the operation
 * that arrived instead, with their bodies.
 *
 * @since 0.1.0
 */
public final class RequestsAssert {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final String operationId;

	private final Supplier<List<RecordedRequest>> source;

	private final Duration timeout;

	private final List<Condition> conditions;

	RequestsAssert(String operationId, Supplier<List<RecordedRequest>> source, Duration timeout) {
		this(operationId, source, timeout, List.of());
	}

	private RequestsAssert(String operationId, Supplier<List<RecordedRequest>> source, Duration timeout,
			List<Condition> conditions) {
		this.operationId = operationId;
		this.source = source;
		this.timeout = timeout;
		this.conditions = conditions;
	}

	/**
	 * Verify that one of the requests names an agent in its path.
	 * @param agent the agent
	 * @return assertions on the requests that do
	 */
	public RequestsAssert forAgent(SimulatedAgent agent) {
		return with("for the agent " + agent.id(),
				(request) -> (request.path() + "/").contains("/" + agent.id() + "/"));
	}

	/**
	 * Verify that one of the requests has an idempotency key.
	 * @param key the key
	 * @return assertions on the requests that have it
	 */
	public RequestsAssert withIdempotencyKey(String key) {
		return withHeader("Idempotency-Key", key);
	}

	/**
	 * Verify that one of the requests has a header.
	 * @param name the name of the header, in any case
	 * @param value its value
	 * @return assertions on the requests that have it
	 */
	public RequestsAssert withHeader(String name, String value) {
		return with("with the header " + name + ": " + value, (request) -> value.equals(request.header(name)));
	}

	/**
	 * Verify that one of the requests has a query parameter.
	 * @param name the name of the parameter on the wire
	 * @param value its value
	 * @return assertions on the requests that have it
	 */
	public RequestsAssert withQuery(String name, String value) {
		return with("with the query parameter " + name + "=" + value, (request) -> value.equals(request.query(name)));
	}

	/**
	 * Verify that the body of one of the requests has a field.
	 * @param name the name of the field on the wire, such as {@code workflow_id}; a slash
	 * leads into an object or, followed by an index, into an array
	 * @param value its value as it is written in JSON: a text, number, boolean, list or
	 * map; {@code null} for an explicit null
	 * @return assertions on the requests that have it
	 */
	public RequestsAssert withField(String name, @Nullable Object value) {
		// As it arrives: the tree of a long is not that of the number that is read.
		JsonNode expected = JSON.readTree(JSON.writeValueAsBytes(value));
		return with("with the field " + name + ": " + expected, (request) -> expected.equals(fieldOf(request, name)));
	}

	/**
	 * Verify how many of the requests there are. Attempts of one call count each.
	 * @param count the number
	 * @return these assertions
	 */
	public RequestsAssert times(int count) {
		EventualAssertion.await(this.timeout, () -> {
			int found = found().size();
			if (found != count) {
				throw failure("Expected " + count + " " + what() + ", but there were " + found);
			}
		});
		return this;
	}

	/**
	 * Verify that there is one such request and no other.
	 * @return these assertions
	 */
	public RequestsAssert once() {
		return times(1);
	}

	RequestsAssert isNotEmpty() {
		EventualAssertion.await(this.timeout, () -> {
			if (found().isEmpty()) {
				throw failure("Expected " + what() + ", but there were none");
			}
		});
		return this;
	}

	private RequestsAssert with(String description, Predicate<RecordedRequest> test) {
		List<Condition> more = new ArrayList<>(this.conditions);
		more.add(new Condition(description, test));
		return new RequestsAssert(this.operationId, this.source, this.timeout, more).isNotEmpty();
	}

	private List<RecordedRequest> found() {
		return ofOperation().stream()
			.filter((request) -> this.conditions.stream().allMatch((condition) -> condition.test().test(request)))
			.toList();
	}

	private List<RecordedRequest> ofOperation() {
		return this.source.get().stream().filter((request) -> this.operationId.equals(request.operationId())).toList();
	}

	private String what() {
		return "requests of " + this.operationId
				+ this.conditions.stream()
					.map((condition) -> " " + condition.description())
					.collect(Collectors.joining());
	}

	private AssertionError failure(String message) {
		List<RecordedRequest> arrived = ofOperation();
		List<RecordedRequest> shown = arrived.isEmpty() ? this.source.get() : arrived;
		String title = arrived.isEmpty() ? "All requests that arrived:" : "Requests of " + this.operationId + ":";
		return new AssertionError(message + ".\n" + title
				+ (shown.isEmpty() ? " none" : shown.stream().map(RequestsAssert::show).collect(Collectors.joining())));
	}

	// Not the other headers: one of them is the key. Nor the tickets of streams.
	private static String show(RecordedRequest request) {
		StringBuilder text = new StringBuilder("\n  ").append(request.sequence())
			.append(". ")
			.append(request.method())
			.append(' ')
			.append(request.path());
		if (!request.query().isEmpty() && request.query("ticket") == null) {
			text.append(' ').append(request.query());
		}
		String key = request.header("Idempotency-Key");
		if (key != null) {
			text.append(" (Idempotency-Key: ").append(key).append(')');
		}
		if (!request.body().isEmpty()) {
			text.append("\n     ").append(request.body());
		}
		return text.toString();
	}

	static String field(RecordedRequest request, String name) {
		JsonNode value = fieldOf(request, name);
		return (value != null) ? value.asString("") : "";
	}

	private static @Nullable JsonNode fieldOf(RecordedRequest request, String name) {
		try {
			JsonNode value = JSON.readTree(request.body()).at("/" + name);
			return value.isMissingNode() ? null : value;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * What the requests must have.
	 *
	 * @param description what it is
	 * @param test whether a request has it
	 */
	private record Condition(String description, Predicate<RecordedRequest> test) {

	}

}
