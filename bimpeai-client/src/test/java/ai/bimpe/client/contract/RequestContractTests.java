package ai.bimpe.client.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RequestBody;
import ai.bimpe.client.stream.MessageStream;
import ai.bimpe.client.support.Seeds;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that whatever a user can send on either face is what the contract asks for.
 * Methods, arguments and bodies are found by reflection and made from the contract.
 */
class RequestContractTests {

	private final MockWebServer server = new MockWebServer();

	private final BimpeAI client;

	RequestContractTests() throws IOException {
		this.server.start();
		this.client = BimpeAI.builder().apiKey("sk_test").baseUrl("http://127.0.0.1:" + this.server.getPort()).build();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.close();
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void blockingFaceSendsWhatTheContractAsksFor(String operation, FaceOperation method) {
		Seeds.check(1, (random) -> check(this.client, method, operation, random));
	}

	static Stream<Arguments> blockingFaceSendsWhatTheContractAsksFor() {
		return methods(BimpeAI.class);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void reactiveFaceSendsWhatTheContractAsksFor(String operation, FaceOperation method) {
		Seeds.check(1, (random) -> check(this.client.reactive(), method, operation, random));
	}

	static Stream<Arguments> reactiveFaceSendsWhatTheContractAsksFor() {
		return methods(ReactiveBimpeAI.class);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("blockingFaceSendsWhatTheContractAsksFor")
	void everyQueryParameterCanBeSet(String operation, FaceOperation method) throws Exception {
		ApiOperation contract = ApiContract.operation(operation);
		List<Object> everything = new SampleArguments(method, contract, new SplittableRandom(1)).all().get(0);
		Set<String> declared = new TreeSet<>();
		contract.parameters("query").forEach((parameter) -> declared.add(parameter.path("name").asString()));
		assertThat(RequestCheck.queryOf(send(this.client, method, contract, everything)).keySet()).isEqualTo(declared);
	}

	@ParameterizedTest
	@MethodSource
	void everyFieldOfABodyCanBeSet(Class<? extends RequestBody> type, JsonNode schema) throws Exception {
		Set<String> written = new TreeSet<>();
		for (RequestBody body : new SampleBodies(type, schema, new SplittableRandom(1)).maximal()) {
			JsonNode json = Examples.MAPPER.valueToTree(body);
			written.addAll(json.propertyNames());
		}
		assertThat(written).isEqualTo(fields(schema));
	}

	static Stream<Arguments> everyFieldOfABodyCanBeSet() {
		Map<Class<?>, JsonNode> bodies = new LinkedHashMap<>();
		for (FaceOperation method : Faces.operationsOf(BimpeAI.class)) {
			for (Class<?> type : method.method().getParameterTypes()) {
				if (RequestBody.class.isAssignableFrom(type)) {
					bodies.put(type, ApiContract.operation(method.ids().get(0)).body());
				}
			}
		}
		return bodies.entrySet().stream().map((body) -> Arguments.of(body.getKey(), body.getValue()));
	}

	@Test
	void wrongRequestsAreFound() {
		String path = "/api/v1/console/agents";
		assertThat(
				problems("createAgent", "POST", path, "{\"workflow_id\":\"w\",\"name\":\"n\",\"description\":\"d\"}"))
			.isEmpty();
		assertThat(problems("createAgent", "POST", path, "{\"workflow_id\":\"w\",\"name\":\"n\"}")).hasSize(1);
		assertThat(problems("createAgent", "POST", path,
				"{\"workflow_id\":\"w\",\"name\":\"n\",\"description\":\"d\",\"moood\":1}"))
			.singleElement()
			.asString()
			.contains("moood");
		assertThat(problems("createAgent", "PATCH", path, "{}")).anyMatch((it) -> it.contains("reaches null"));
		assertThat(problems("listAgents", "GET", path + "?limit=20", "")).isEmpty();
		assertThat(problems("listAgents", "GET", path + "?limit=2000", "")).hasSize(1);
		assertThat(problems("listAgents", "GET", path + "?limit=many&max=1", "")).hasSize(2);
		assertThat(problems("getAgent", "GET", path + "/a/../b", "")).hasSize(1);
		assertThat(problems("getAgent", "GET", path + "/" + "a".repeat(51), "")).hasSize(1);
		assertThat(problems("getAgent", "GET", path + "/a b", "")).hasSize(1);
		assertThat(problems("getWorkflow", "GET", "/api/v1/console/workflows/", "")).hasSize(1);
		assertThat(problems("getPhoneNumber", "GET", "/api/v1/console/phone-numbers/request", "")).hasSize(1);
		assertThat(problems("streamMessages", "GET", path + "/a/conversations/c/stream", ""))
			.anyMatch((it) -> it.contains("ticket is missing"))
			.anyMatch((it) -> it.contains("Authorization is there"));
	}

	private static List<String> problems(String operation, String method, String target, String body) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.put("Authorization", List.of("Bearer sk_test"));
		headers.put("Accept", List.of("application/json"));
		headers.put("User-Agent", List.of("test"));
		headers.put("X-Request-Id", List.of("1"));
		if (!method.equals("GET")) {
			headers.put("Content-Type", List.of("application/json"));
			headers.put("Idempotency-Key", List.of("1"));
		}
		return RequestCheck.problems(operation, new CapturedRequest(method, target, headers, body));
	}

	private static Stream<Arguments> methods(Class<?> face) {
		return Faces.operationsOf(face)
			.stream()
			.flatMap((method) -> method.ids().stream().map((id) -> Arguments.of(id, method)));
	}

	private static Set<String> fields(JsonNode unresolved) {
		JsonNode schema = ApiContract.resolve(unresolved);
		Set<String> fields = new TreeSet<>(schema.path("properties").propertyNames());
		schema.path("oneOf").forEach((alternative) -> fields.addAll(fields(alternative)));
		return fields;
	}

	private void check(Object face, FaceOperation method, String operationId, RandomGenerator random) throws Exception {
		ApiOperation operation = ApiContract.operation(operationId);
		for (List<Object> arguments : new SampleArguments(method, operation, random).all()) {
			CapturedRequest request = send(face, method, operation, arguments);
			assertThat(RequestCheck.problems(operationId, request)).isEmpty();
		}
	}

	private CapturedRequest send(Object face, FaceOperation method, ApiOperation operation, List<Object> arguments)
			throws Exception {
		if (operation.mediaTypes().contains("text/event-stream")) {
			this.server.enqueue(json(Examples.get("StreamTicket")));
			this.server.enqueue(new MockResponse.Builder().setHeader("Content-Type", "text/event-stream")
				.body("data: " + Examples.get("StreamMessageEvent") + "\n\n")
				.build());
			finish(method.call(face, arguments));
			assertThat(RequestCheck.problems("issueStreamTicket", taken())).isEmpty();
			return taken();
		}
		this.server.enqueue(json(data(operation)));
		finish(method.call(face, arguments));
		return taken();
	}

	private static JsonNode data(ApiOperation operation) {
		JsonNode schema = operation.successes().isEmpty() ? JsonNodeFactory.instance.objectNode()
				: operation.successes().get(0).path("properties").path("data");
		return new SampleJson(new SplittableRandom(1), SampleJson.Growth.NONE).of(schema);
	}

	private static void finish(@Nullable Object answer) {
		if (answer instanceof Publisher<?> publisher) {
			Flux.from(publisher).blockLast();
		}
		if (answer instanceof MessageStream stream) {
			List<Object> messages = new ArrayList<>();
			stream.forEach(messages::add);
			assertThat(messages).hasSize(1);
			stream.close();
		}
	}

	private CapturedRequest taken() throws InterruptedException {
		RecordedRequest request = this.server.takeRequest(10, TimeUnit.SECONDS);
		return CapturedRequest.of(Objects.requireNonNull(request, "No request arrived"));
	}

	private static MockResponse json(JsonNode data) {
		return new MockResponse.Builder().setHeader("Content-Type", "application/json")
			.body("{\"message\":\"Success\",\"data\":" + data + "}")
			.build();
	}

}
