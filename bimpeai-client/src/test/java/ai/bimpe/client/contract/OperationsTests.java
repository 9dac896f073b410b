package ai.bimpe.client.contract;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.BulkActionUpdate;
import ai.bimpe.client.agents.McpServerTestResult;
import ai.bimpe.client.agents.OnboardingUrl;
import ai.bimpe.client.calls.MakeCallRequest;
import ai.bimpe.client.errors.ApiNotImplementedException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.UserException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class OperationsTests {

	private static final String PREFIX = "/api/v1/console";

	private final MockWebServer server = new MockWebServer();

	private BimpeAI client;

	OperationsTests() throws IOException {
		this.server.start();
		this.client = client(0);
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@ParameterizedTest
	@MethodSource("ai.bimpe.client.contract.OperationCases#all")
	void blockingFaceSpeaksTheContract(OperationCase operation) throws InterruptedException {
		answer(operation);
		Object result = operation.blocking().apply(this.client);
		assertRequest(operation);
		assertResult(operation, result);
	}

	@ParameterizedTest
	@MethodSource("ai.bimpe.client.contract.OperationCases#all")
	void reactiveFaceSpeaksTheContract(OperationCase operation) throws InterruptedException {
		answer(operation);
		List<?> results = Flux.from(operation.reactive().apply(this.client.reactive())).toStream().toList();
		assertRequest(operation);
		assertResult(operation, operation.list() ? results : (!results.isEmpty() ? results.get(0) : null));
	}

	@ParameterizedTest
	@MethodSource("ai.bimpe.client.contract.OperationCases#all")
	void nothingIsSentBeforeASubscription(OperationCase operation) {
		assertThat(operation.reactive().apply(this.client.reactive())).isNotNull();
		assertThat(this.server.getRequestCount()).isZero();
	}

	@Test
	void emptyCreatedAnswerIsAValueWithNothingInIt() {
		this.server.enqueue(new MockResponse.Builder().code(201).build());
		assertThat(this.client.agents().actions().enable("agt_1", List.of("act_1"))).isEqualTo(BulkActionUpdate.NONE);
	}

	@Test
	void emptyCreatedAnswerIsAValueOnTheReactiveFaceToo() {
		this.server.enqueue(new MockResponse.Builder().code(201).build());
		StepVerifier.create(this.client.reactive().agents().integrations().mcpServer().test("agt_1", "int_1"))
			.expectNext(McpServerTestResult.NONE)
			.verifyComplete();
	}

	@Test
	void nullDataIsAValueWithNothingInIt() {
		this.server.enqueue(json("{\"message\":\"Success\",\"data\":null}"));
		assertThat(this.client.agents().integrations().pipedream().configure("agt_1", Bodies.PIPEDREAM))
			.isEqualTo(OnboardingUrl.NONE);
	}

	@Test
	void orderIsAcceptedWithoutABody() {
		this.server.enqueue(new MockResponse.Builder().code(201).build());
		assertThatNoException().isThrownBy(() -> this.client.phoneNumbers().requests().create(Bodies.ORDER));
	}

	@Test
	void deleteIsAcceptedWithoutABody() {
		this.server.enqueue(new MockResponse.Builder().code(204).build());
		assertThatNoException().isThrownBy(() -> this.client.workflows().delete("wf_1"));
	}

	@Test
	void teamListOfCallsIsNotImplementedToday() {
		this.server.enqueue(new MockResponse.Builder().code(501)
			.body("{\"message\":\"Not implemented\",\"code\":\"not_implemented\"}")
			.build());
		assertThatExceptionOfType(ApiNotImplementedException.class).isThrownBy(() -> this.client.calls().listTeam());
	}

	@Test
	void callIsNotPlacedTwiceAfterAServerError() {
		this.client.close();
		this.client = client(2);
		this.server.enqueue(new MockResponse.Builder().code(503).build());
		this.server.enqueue(json("{\"message\":\"Success\",\"data\":{\"status\":\"initiated\"}}"));
		assertThatExceptionOfType(InternalServerException.class)
			.isThrownBy(() -> this.client.calls().make("agt_1", MakeCallRequest.test("+447700900461")));
		assertThat(this.server.getRequestCount()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "..", "a\nb" })
	void badIdIsRefusedBeforeSending(String id) {
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> this.client.agents().delete(id))
			.withMessageContaining("agentId");
		assertThat(this.server.getRequestCount()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "..", "a\nb" })
	void badIdIsAnErrorSignal(String id) {
		StepVerifier.create(this.client.reactive().agents().channels().list(id)).verifyError(UserException.class);
		StepVerifier.create(this.client.reactive().agents().retrieve(id)).verifyError(UserException.class);
		StepVerifier.create(this.client.reactive().calls().list(id, Bodies.CALLS)).verifyError(UserException.class);
		assertThat(this.server.getRequestCount()).isZero();
	}

	private BimpeAI client(int maxRetries) {
		return BimpeAI.builder()
			.apiKey("sk_test")
			.baseUrl("http://127.0.0.1:" + this.server.getPort())
			.maxRetries(maxRetries)
			.build();
	}

	private void answer(OperationCase operation) {
		JsonNode example = (operation.answer() != null) ? Examples.get(operation.answer())
				: JsonNodeFactory.instance.nullNode();
		String meta = ",\"meta\":{\"total_count\":1,\"page_count\":1,\"current_page\":9,\"limit\":20,"
				+ "\"has_next_page\":false,\"has_previous_page\":false}";
		this.server.enqueue(json("{\"message\":\"Success\",\"data\":"
				+ (operation.list() ? "[" + example + "]" + meta : example.toString()) + "}"));
	}

	private void assertRequest(OperationCase operation) throws InterruptedException {
		RecordedRequest request = this.server.takeRequest(10, TimeUnit.SECONDS);
		assertThat(request).isNotNull();
		assertThat(request.getMethod() + " " + request.getTarget())
			.isEqualTo(operation.request().replaceFirst(" ", " " + PREFIX));
		String body = (request.getBody() != null) ? request.getBody().utf8() : "";
		if (operation.body() == null) {
			assertThat(body).isEmpty();
		}
		else {
			assertThat(Examples.MAPPER.readTree(body)).isEqualTo(Examples.get(operation.body()));
		}
		assertThat(this.server.getRequestCount()).isOne();
	}

	private static void assertResult(OperationCase operation, @Nullable Object result) {
		if (operation.answer() == null) {
			assertThat(result).isNull();
			return;
		}
		assertThat(result).isNotNull();
		JsonNode written = Examples.MAPPER.valueToTree(result);
		JsonNode example = Examples.get(operation.answer());
		assertThat(Examples.meaning(operation.list() ? written.get(0) : written)).isEqualTo(Examples.meaning(example));
	}

	private static MockResponse json(String body) {
		return new MockResponse.Builder().code(200).setHeader("Content-Type", "application/json").body(body).build();
	}

}
