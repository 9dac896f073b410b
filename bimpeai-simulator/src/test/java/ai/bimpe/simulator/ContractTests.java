package ai.bimpe.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import ai.bimpe.simulator.core.RecordedRequest;
import ai.bimpe.simulator.internal.http.Route;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that every operation of the contract is there, and that every answer of it, good
 * or bad, is one that the contract allows.
 */
class ContractTests {

	private static final Contract CONTRACT = new Contract();

	private static final String CALL = "{\"destination\":\"+447700900461\",\"is_test_call\":true}";

	private final Simulator simulator = Simulator.builder()
		.settings((settings) -> settings.callStepInterval(Duration.ofMillis(1)).withoutRateLimits())
		.start();

	private final TestClient client = TestClient.of(this.simulator);

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final String agent = "/agents/" + this.conversation.agentId();

	private final Map<String, Set<Integer>> seen = new TreeMap<>();

	private final List<String> problems = new ArrayList<>();

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void everyOperationHasARoute() {
		Map<String, String> routes = new TreeMap<>();
		for (Route route : routes()) {
			routes.put(route.operationId(), route.method() + " /" + String.join("/", route.segments()));
		}
		Map<String, String> operations = new TreeMap<>();
		CONTRACT.operations()
			.values()
			.forEach((operation) -> operations.put(operation.id(), operation.method() + " " + operation.path()));
		assertThat(operations).hasSize(60);
		assertThat(routes).isEqualTo(operations);
	}

	@Test
	void wrongAnswersAreFound() {
		byte[] withoutData = "{\"message\":\"Success\"}".getBytes(StandardCharsets.UTF_8);
		byte[] wrongTime = "{\"message\":\"\",\"data\":{\"ticket\":7,\"expires_in\":\"x\"}}"
			.getBytes(StandardCharsets.UTF_8);
		assertThat(CONTRACT.problems("listAgents", 200, "application/json", withoutData)).hasSize(1);
		assertThat(CONTRACT.problems("issueStreamTicket", 201, "application/json", wrongTime)).hasSize(2);
		assertThat(CONTRACT.problems("listAgents", 201, "application/json", withoutData)).hasSize(1);
		assertThat(CONTRACT.problems("listAgents", 404, "text/html", withoutData)).hasSize(1);
	}

	@Test
	void wrongEventsAreFound() {
		assertThat(CONTRACT.eventProblems("streamMessages", "heartbeat", "{\"ts\":1}")).isEmpty();
		assertThat(CONTRACT.eventProblems("streamMessages", "heartbeat", "{\"ts\":\"now\"}")).hasSize(1);
		assertThat(CONTRACT.eventProblems("streamMessages", "message", "{\"id\":\"m\"}")).hasSize(3);
		assertThat(CONTRACT.eventProblems("streamMessages", "typing", "{}")).hasSize(1);
	}

	@Test
	void everySuccessIsAllowedByTheContract() {
		walkThrough();
		assertThat(this.problems).isEmpty();
		Set<String> missing = new TreeSet<>(CONTRACT.operations().keySet());
		this.seen.forEach((operation, statuses) -> {
			if (statuses.stream().anyMatch((status) -> status < 300)) {
				missing.remove(operation);
			}
		});
		assertThat(missing).containsExactly("listTeamCallsEarlier");
	}

	@Test
	void everyAnswerWithoutABodyIsAllowedByTheContract() {
		this.simulator.settings().emptyCreatedAnswers(true);
		JsonNode action = this.client.get(this.agent + "/actions").data().path(0).path("id");
		call("POST", this.agent + "/actions/enable", "{\"action_ids\":[" + action + "]}", 201);
		call("POST", this.agent + "/integrations/pipedream/configure", "{\"app_slug\":\"sheets\"}", 201);
		assertThat(this.problems).isEmpty();
	}

	@TestFactory
	Stream<DynamicTest> everyErrorIsAllowedByTheContract() {
		return CONTRACT.operations()
			.values()
			.stream()
			.map((operation) -> DynamicTest.dynamicTest(operation.id(), () -> {
				String path = operation.path().replaceAll("\\{[^}]+}", "none");
				boolean hasBody = operation.json().has("requestBody");
				validate(this.client.without("Authorization"), operation.method(), path, hasBody ? "{}" : null);
				validate(this.client, operation.method(), path, hasBody ? "{}" : null);
				if (hasBody) {
					validate(this.client, operation.method(), path.replace("/agents/none", this.agent), "{");
					validate(this.client, operation.method(), path.replace("/agents/none", this.agent), "{\"name\":7}");
					this.simulator.settings().fieldErrorsForm(true);
					validate(this.client, operation.method(), path.replace("/agents/none", this.agent), "{\"name\":7}");
					this.simulator.settings().fieldErrorsForm(false);
				}
				for (int status : new int[] { 429, 500, 503 }) {
					Fault fault = this.simulator.on(operation.id()).respond(status);
					validate(this.client, operation.method(), path, hasBody ? "{}" : null);
					fault.remove();
				}
				assertThat(this.problems).isEmpty();
			}));
	}

	private void walkThrough() {
		JsonNode workflow = call("POST", "/workflows",
				"{\"name\":\"W\",\"system_prompt\":\"P\",\"flows\":[{\"name\":\"F\"}]}", 201);
		String workflowPath = "/workflows/" + workflow.path("id").asString();
		call("GET", "/workflows", null, 200);
		call("GET", "/workflows?scope=public&search=restaurant&sort=-name", null, 200);
		call("GET", workflowPath, null, 200);
		call("PATCH", workflowPath, "{\"tags\":[\"v2\"]}", 200);
		call("POST", "/workflows/clone", "{\"source_workflow_id\":" + workflow.path("id") + "}", 201);
		call("DELETE", workflowPath, null, 200);
		JsonNode shared = this.client.get("/workflows?scope=public").data().path(0).path("id");
		JsonNode created = call("POST", "/agents",
				"{\"workflow_id\":" + shared + ",\"name\":\"A\",\"description\":\"D\"}", 201);
		call("GET", "/agents?limit=1", null, 200);
		call("GET", this.agent + "/conversation_flows", null, 200);
		call("GET", this.agent + "/channels", null, 200);
		JsonNode actions = call("GET", this.agent + "/actions", null, 200);
		String ids = "{\"action_ids\":[" + actions.path(0).path("id") + "]}";
		call("POST", this.agent + "/actions/disable", ids, 200);
		call("POST", this.agent + "/actions/enable", ids, 200);
		JsonNode page = call("POST", this.agent + "/knowledge_bases",
				"{\"type\":\"url\",\"name\":\"N\",\"url\":\"https://kestrel.example/help\"}", 201);
		call("POST", this.agent + "/knowledge_bases", "{\"type\":\"text\",\"name\":\"N\",\"content\":\"C\"}", 201);
		String pagePath = this.agent + "/knowledge_bases/" + page.path("id").asString();
		call("PATCH", pagePath, "{\"description\":\"new\"}", 200);
		call("GET", this.agent + "/knowledge_bases", null, 200);
		call("DELETE", pagePath, null, 200);
		walkThroughIntegrations();
		walkThroughConversations();
		walkThroughStreams();
		walkThroughNumbersAndCalls();
		call("GET", this.agent, null, 200);
		call("PATCH", this.agent, "{\"persona\":\"concise\"}", 200);
		call("PATCH", this.agent + "/live-status", "{\"status\":\"live\",\"status_reason\":\"Launch\"}", 200);
		call("GET", this.agent + "/deployment/agent-test-code", null, 200);
		call("DELETE", "/agents/" + created.path("id").asString(), null, 200);
	}

	private void walkThroughIntegrations() {
		String path = this.agent + "/integrations";
		call("POST", path + "/bimpeai/configure", "{\"type\":\"google_sheets\"}", 200);
		JsonNode stripe = call("POST", path + "/bimpeai/configure",
				"{\"type\":\"stripe\",\"public_key\":\"pk\",\"secret_key\":\"sk\",\"currency\":\"USD\"}", 201);
		call("GET", path + "/bimpeai", null, 200);
		JsonNode custom = call("POST", path + "/custom_api/configure",
				"{\"name\":\"Orders\",\"base_url\":\"https://orders.example\"}", 201);
		String customPath = path + "/custom_api/" + custom.path("id").asString();
		JsonNode tool = call("POST", customPath + "/tools",
				"{\"name\":\"Look up order\",\"http_method\":\"GET\",\"url_template\":\"/orders\"}", 201);
		call("GET", path + "/custom_api", null, 200);
		call("GET", customPath + "/tools", null, 200);
		JsonNode mcp = call("POST", path + "/mcp_server/configure",
				"{\"name\":\"Stock\",\"server_url\":\"https://mcp.example/stock\"}", 201);
		String mcpPath = path + "/mcp_server/" + mcp.path("id").asString();
		call("POST", mcpPath + "/test", null, 200);
		call("POST", mcpPath + "/discover", null, 200);
		call("GET", mcpPath + "/tools", null, 200);
		call("GET", path + "/mcp_server", null, 200);
		call("POST", path + "/pipedream/configure", "{\"app_slug\":\"google-sheets\"}", 200);
		JsonNode apps = call("GET", path + "/pipedream", null, 200);
		call("GET", path, null, 200);
		call("DELETE", customPath + "/tools/" + tool.path("id").asString(), null, 200);
		call("DELETE", customPath, null, 200);
		call("DELETE", mcpPath, null, 200);
		call("DELETE", path + "/pipedream/" + apps.path(0).path("id").asString(), null, 200);
		call("DELETE", path + "/bimpeai/" + stripe.path("channel_id").asString(), null, 200);
	}

	private void walkThroughConversations() {
		String path = TestClient.path(this.conversation);
		JsonNode message = call("POST", path + "/messages", "{\"message\":\"Hi\"}", 201);
		call("POST", this.agent + "/conversations/messages",
				"{\"message\":\"Hi\",\"channel_type\":\"whatsapp\",\"channel_user_id\":\"+447700900461\"}", 201);
		call("GET", this.agent + "/conversations?channel=whatsapp&is_test_channel=false", null, 200);
		call("GET", path, null, 200);
		call("PATCH", path + "/ai-status", "{\"is_ai_chat_paused\":true}", 200);
		call("GET", path + "/messages", null, 200);
		call("GET", path + "/messages/" + message.path("id").asString(), null, 200);
		call("POST", path + "/stream-ticket", null, 201);
		call("GET", "/calls", null, 501);
	}

	private void walkThroughStreams() {
		this.simulator.settings().earlierStreamPath(true).heartbeatInterval(Duration.ofMillis(10));
		this.conversation.receives("Where is my parcel?");
		this.conversation.says("It left our store this morning.");
		follow("streamMessages", "/stream");
		follow("streamMessagesAtEarlierPath", "/messages/stream");
	}

	private void follow(String operation, String path) {
		String target = TestClient.path(this.conversation) + path + "?after=2000-01-01T00:00:00Z&ticket="
				+ this.client.ticket(this.conversation);
		Set<String> types = new TreeSet<>();
		try {
			HttpResponse<InputStream> response = this.client.without("Authorization")
				.exchange("GET", target, null, HttpResponse.BodyHandlers.ofInputStream());
			CONTRACT
				.problems(operation, response.statusCode(), response.headers().firstValue("Content-Type").orElse(null),
						"\"\"".getBytes(StandardCharsets.UTF_8))
				.forEach((problem) -> this.problems.add(operation + ": " + problem));
			try (EventReader events = new EventReader(response.statusCode(), response.body())) {
				while (!types.containsAll(List.of("heartbeat", "message")) && !types.contains("end")) {
					EventReader.Event event = events.next();
					types.add(event.type());
					CONTRACT.eventProblems(operation, event.type(), event.data())
						.forEach((problem) -> this.problems.add(operation + " " + event.type() + ": " + problem));
				}
				this.seen.computeIfAbsent(operation, (key) -> new TreeSet<>()).add(response.statusCode());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (!types.equals(Set.of("message", "heartbeat"))) {
			this.problems.add(operation + " sent events of the types " + types);
		}
	}

	private void walkThroughNumbersAndCalls() {
		JsonNode order = call("POST", "/phone-numbers/request", """
				{"business_name":"Kestrel","intended_use":"Help","region":"ng","agent_count":1,"outbound_minutes":9}""",
				201);
		this.simulator.fulfilPhoneNumberRequest(order.path("id").asString());
		call("GET", "/phone-numbers/request", null, 200);
		JsonNode numbers = call("GET", "/phone-numbers", null, 200);
		String numberPath = "/phone-numbers/" + numbers.path(0).path("id").asString();
		call("PATCH", numberPath, "{\"agent_id\":\"" + this.conversation.agentId() + "\",\"label\":\"Line\"}", 200);
		call("GET", numberPath, null, 200);
		JsonNode made = call("POST", this.agent + "/calls", CALL, 201);
		call("GET", this.agent + "/calls?status=queued", null, 200);
		call("GET", this.agent + "/calls", null, 200);
		call("GET", this.agent + "/calls/" + made.path("call_id").asString(), null, 200);
	}

	private JsonNode call(String method, String path, @Nullable String body, int expected) {
		TestClient.Reply reply = validate(this.client, method, path, body);
		if (reply.status() != expected) {
			this.problems.add(method + " " + path + " answered " + reply.status() + " " + reply.text());
		}
		return reply.text().isEmpty() ? MissingNode.getInstance() : reply.data();
	}

	private TestClient.Reply validate(TestClient sender, String method, String path, @Nullable String body) {
		try {
			HttpResponse<byte[]> response = sender.exchange(method, path, body,
					HttpResponse.BodyHandlers.ofByteArray());
			List<RecordedRequest> requests = this.simulator.requests();
			String operation = String.valueOf(requests.get(requests.size() - 1).operationId());
			this.seen.computeIfAbsent(operation, (key) -> new TreeSet<>()).add(response.statusCode());
			String type = response.headers().firstValue("Content-Type").orElse(null);
			CONTRACT.problems(operation, response.statusCode(), type, response.body())
				.forEach((problem) -> this.problems.add(operation + " " + response.statusCode() + ": " + problem));
			for (String header : List.of("X-Request-Id", "X-RateLimit-Limit", "X-RateLimit-Remaining",
					"X-RateLimit-Reset")) {
				if (response.headers().firstValue(header).isEmpty()) {
					this.problems.add(operation + " " + response.statusCode() + " has no " + header);
				}
			}
			return new TestClient.Reply(response);
		}
		catch (IOException ex) {
			throw new AssertionError(method + " " + path + " was not answered", ex);
		}
	}

	private static List<Route> routes() {
		return new SimulatorEngine(Simulator.builder()).console.routes();
	}

}
