package ai.bimpe.simulator;

import java.time.Duration;
import java.util.List;

import ai.bimpe.simulator.core.ApiKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what all operations share: keys, limits, ids, errors and idempotency.
 */
class ProtocolTests {

	private static final String WORKFLOW = "{\"name\":\"W\",\"system_prompt\":\"P\"}";

	private final MutableClock clock = new MutableClock();

	private Simulator simulator = Simulator.builder().clock(this.clock).start();

	private TestClient client = TestClient.of(this.simulator);

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void missingKeyIsRefused() {
		TestClient.Reply reply = this.client.without("Authorization").get("/agents");
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.code()).isEqualTo("api_key_missing");
	}

	@Test
	void keyThatIsNoKeyIsRefused() {
		assertThat(this.client.with("Authorization", "Bearer nonsense").get("/agents").code())
			.isEqualTo("api_key_invalid");
	}

	@Test
	void keyMayComeInAHeaderOfItsOwn() {
		assertThat(this.client.without("Authorization").with("X-Api-Key", "sk_any").get("/agents").status())
			.isEqualTo(200);
	}

	@Test
	void onlyAddedKeysAreAccepted() {
		restart(ApiKey.of("sk_one"), ApiKey.expired("sk_old"), ApiKey.withScopes("sk_narrow", "agents:read"));
		assertThat(this.simulator.apiKey()).isEqualTo("sk_one");
		assertThat(this.client.get("/agents").status()).isEqualTo(200);
		assertThat(this.client.with("Authorization", "Bearer sk_other").get("/agents").code())
			.isEqualTo("api_key_invalid");
		assertThat(this.client.with("Authorization", "Bearer sk_old").get("/agents").code())
			.isEqualTo("api_key_expired");
	}

	@Test
	void keyWithoutTheScopeIsRefused() {
		restart(ApiKey.withScopes("sk_narrow", "agents:read"));
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		TestClient.Reply ticket = this.client.post(TestClient.path(conversation) + "/stream-ticket", null);
		assertThat(ticket.status()).isEqualTo(403);
		assertThat(ticket.code()).isEqualTo("insufficient_scope");
		assertThat(this.client.get("/workflows").status()).isEqualTo(403);
		assertThat(this.client.get("/agents").status()).isEqualTo(200);
	}

	@Test
	void requestIdIsEchoedOrMade() {
		assertThat(this.client.with("X-Request-Id", "mine").get("/agents").header("X-Request-Id")).isEqualTo("mine");
		TestClient.Reply reply = this.client.get("/agents/none");
		assertThat(reply.header("X-Request-Id")).isEqualTo(reply.json().path("request_id").asString());
	}

	@Test
	void everyAnswerHasTheTimeInTheFormOfHttp() {
		assertThat(this.client.get("/agents").header("Date")).isEqualTo("Sat, 04 Jul 2026 08:00:00 GMT");
	}

	@Test
	void limitCountsPerKeyAndMinute() {
		this.simulator.settings().rateLimit(2);
		assertThat(this.client.get("/agents").header("X-RateLimit-Remaining")).isEqualTo("1");
		assertThat(this.client.get("/agents").header("X-RateLimit-Remaining")).isEqualTo("0");
		TestClient.Reply refused = this.client.get("/agents");
		assertThat(refused.status()).isEqualTo(429);
		assertThat(refused.code()).isEqualTo("too_many_requests");
		assertThat(refused.header("Retry-After")).isEqualTo("60");
		assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("2");
		assertThat(refused.header("X-RateLimit-Reset"))
			.isEqualTo(Long.toString(this.clock.instant().getEpochSecond() + 60));
		assertThat(this.client.with("Authorization", "Bearer sk_other").get("/agents").status()).isEqualTo(200);
		this.clock.advance(Duration.ofSeconds(60));
		assertThat(this.client.get("/agents").status()).isEqualTo(200);
	}

	@Test
	void conversationListHasALimitOfItsOwn() {
		String path = "/agents/" + this.simulator.newAgent("Pia").id() + "/conversations";
		assertThat(this.client.get(path).header("X-RateLimit-Limit")).isEqualTo("120");
		this.simulator.settings().conversationListLimit(1);
		assertThat(this.client.get(path).status()).isEqualTo(429);
		assertThat(this.client.get("/agents").status()).isEqualTo(200);
	}

	@Test
	void unknownPathIsNotFound() {
		TestClient.Reply reply = this.client.get("/nothing");
		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.code()).isEqualTo("not_found");
		assertThat(this.client.get("/agents/").status()).isEqualTo(404);
		assertThat(this.client.get("/api/v2").status()).isEqualTo(404);
	}

	@Test
	void wrongMethodIsNotAllowed() {
		TestClient.Reply reply = this.client.send("PUT", "/agents", null);
		assertThat(reply.status()).isEqualTo(405);
		assertThat(reply.json().path("statusCode").asInt()).isEqualTo(405);
		assertThat(reply.header("Allow")).contains("GET").contains("POST");
	}

	@Test
	void encodedPathStaysInItsSegment() {
		assertThat(this.client.get("/agents/a%2F..%2F..%2Fworkflows").status()).isEqualTo(404);
		assertThat(this.simulator.requests("getAgent")).hasSize(1);
	}

	@Test
	void bodyThatIsNoJsonIsRefused() {
		assertThat(this.client.post("/workflows", "{").code()).isEqualTo("bad_request");
		assertThat(this.client.post("/workflows", "[]").status()).isEqualTo(400);
		assertThat(this.client.post("/workflows", null).status()).isEqualTo(400);
	}

	@Test
	void veryLargeBodyIsRefused() {
		assertThat(this.client.post("/workflows", "x".repeat(3 * 1024 * 1024)).status()).isEqualTo(413);
	}

	@Test
	void validationNamesEveryField() {
		TestClient.Reply reply = this.client.post("/workflows", "{\"setup_time\":0}");
		assertThat(reply.code()).isEqualTo("validation_error");
		assertThat(reply.json().path("message").toString()).isEqualTo(
				"[\"name: should not be empty\",\"system_prompt: should not be empty\",\"setup_time: must be an integer "
						+ "from 1 to 2147483647\"]");
	}

	@Test
	void validationHasAnotherForm() {
		this.simulator.settings().fieldErrorsForm(true);
		TestClient.Reply reply = this.client.post("/workflows", "{\"name\":\"W\"}");
		assertThat(reply.json().path("errors").toString())
			.isEqualTo("[{\"path\":\"system_prompt\",\"message\":\"should not be empty\"}]");
	}

	@Test
	void sameIdempotencyKeyGivesTheFirstAnswer() {
		TestClient sender = this.client.with("Idempotency-Key", "k");
		String first = sender.post("/workflows", WORKFLOW).id();
		assertThat(sender.post("/workflows", WORKFLOW).id()).isEqualTo(first);
		assertThat(this.client.get("/workflows?scope=owned").data()).hasSize(1);
	}

	@Test
	void sameIdempotencyKeyWithAnotherBodyConflicts() {
		TestClient sender = this.client.with("Idempotency-Key", "k");
		sender.post("/workflows", WORKFLOW);
		TestClient.Reply reply = sender.post("/workflows", WORKFLOW.replace("W", "V"));
		assertThat(reply.status()).isEqualTo(409);
		assertThat(reply.code()).isEqualTo("conflict");
	}

	@Test
	void idempotencyKeyBelongsToKeyAndPath() {
		TestClient sender = this.client.with("Idempotency-Key", "k");
		sender.post("/workflows", WORKFLOW);
		assertThat(sender.with("Authorization", "Bearer sk_other").post("/workflows", WORKFLOW).status())
			.isEqualTo(201);
		assertThat(this.client.get("/workflows?scope=owned").data()).hasSize(2);
	}

	@Test
	void idempotencyKeyIsForgottenAfterADay() {
		TestClient sender = this.client.with("Idempotency-Key", "k");
		String first = sender.post("/workflows", WORKFLOW).id();
		this.clock.advance(Duration.ofHours(24));
		assertThat(sender.post("/workflows", WORKFLOW).id()).isNotEqualTo(first);
	}

	@Test
	void refusedWriteCanBeTriedAgainWithTheSameKey() {
		TestClient sender = this.client.with("Idempotency-Key", "k");
		assertThat(sender.post("/workflows", "{}").status()).isEqualTo(400);
		assertThat(sender.post("/workflows", WORKFLOW).status()).isEqualTo(201);
	}

	@Test
	void longIdempotencyKeyIsRefused() {
		assertThat(this.client.with("Idempotency-Key", "k".repeat(256)).post("/workflows", WORKFLOW).code())
			.isEqualTo("validation_error");
		assertThat(this.client.with("Idempotency-Key", "k".repeat(255)).post("/workflows", WORKFLOW).status())
			.isEqualTo(201);
	}

	@Test
	void preflightIsAnsweredWithoutAKey() {
		TestClient.Reply reply = this.client.without("Authorization").send("OPTIONS", "/agents", null);
		assertThat(reply.status()).isEqualTo(204);
		assertThat(reply.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST, PATCH, DELETE, OPTIONS");
	}

	@Test
	void headersAreExposedToOtherOrigins() {
		TestClient.Reply reply = this.client.with("Origin", "https://app.example").get("/agents");
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(reply.header("Access-Control-Expose-Headers")).contains("X-RateLimit-Remaining", "Retry-After");
	}

	@Test
	void pagesAreCutAndDescribed() {
		List.of("c", "a", "b").forEach(this.simulator::newAgent);
		TestClient.Reply page = this.client.get("/agents?page=2&limit=2&sort=-name");
		assertThat(page.data()).hasSize(1);
		assertThat(page.data().path(0).path("name").asString()).isEqualTo("a");
		assertThat(page.json().path("meta").toString()).isEqualTo("{\"total_count\":3,\"page_count\":2,"
				+ "\"current_page\":2,\"limit\":2,\"has_next_page\":false,\"has_previous_page\":true}");
		assertThat(this.client.get("/agents?search=B").data()).hasSize(1);
		assertThat(this.client.get("/agents?page=99").data()).isEmpty();
	}

	@Test
	void wrongPagesAreRefused() {
		this.simulator.newAgent("Pia");
		for (String query : List.of("limit=0", "limit=101", "limit=x", "page=0", "sort=nothing",
				"search=" + "x".repeat(256), "sort=" + "x".repeat(65))) {
			assertThat(this.client.get("/agents?" + query).code()).as(query).isEqualTo("validation_error");
		}
	}

	private void restart(ApiKey... keys) {
		this.simulator.close();
		SimulatorBuilder builder = Simulator.builder();
		List.of(keys).forEach(builder::key);
		this.simulator = builder.start();
		this.client = TestClient.of(this.simulator);
	}

}
