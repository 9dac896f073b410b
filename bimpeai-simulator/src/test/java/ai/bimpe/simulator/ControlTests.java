package ai.bimpe.simulator;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the HTTP control interface.
 */
class ControlTests {

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final TestClient client = TestClient.of(this.simulator);

	private final TestClient control = this.client.without("Authorization");

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void tellsItsHealth() {
		assertThat(this.control.get("/simulator/health").json().path("status").asString()).isEqualTo("UP");
	}

	@Test
	void addsListsAndClearsFaults() {
		assertThat(this.control
			.post("/simulator/faults",
					"{\"operation\":\"listAgents\",\"status\":503,\"retry_after\":\"9\",\"times\":1}")
			.status()).isEqualTo(201);
		assertThat(this.client.get("/agents").header("Retry-After")).isEqualTo("9");
		assertThat(this.control.get("/simulator/faults").json().path("faults").path(0).path("applied").intValue())
			.isEqualTo(1);
		assertThat(this.control.delete("/simulator/faults").status()).isEqualTo(204);
		assertThat(this.control.get("/simulator/faults").json().path("faults")).isEmpty();
	}

	@Test
	void faultsThatMeanNothingAreRefused() {
		assertThat(this.control.post("/simulator/faults", "{\"operation\":\"listAgnets\"}").status()).isEqualTo(400);
		assertThat(this.control.post("/simulator/faults", "{\"stauts\":500}").status()).isEqualTo(400);
		assertThat(this.control.post("/simulator/faults", "{\"status\":\"x\"}").status()).isEqualTo(400);
	}

	@Test
	void listsRecordedRequestsWithoutItsOwn() {
		this.client.get("/agents?page=2");
		this.client.get("/workflows");
		assertThat(this.control.get("/simulator/requests").json().path("requests")).hasSize(2);
		assertThat(this.control.get("/simulator/requests?operation=listAgents")
			.json()
			.path("requests")
			.path(0)
			.path("query")
			.path("page")
			.asString()).isEqualTo("2");
		this.control.delete("/simulator/requests");
		assertThat(this.simulator.requests()).isEmpty();
	}

	@Test
	void writesMessagesForBothSides() {
		String agent = this.control.post("/simulator/agents", "{\"name\":\"Pia\"}").json().path("id").asString();
		String path = "/simulator/agents/" + agent + "/conversations";
		String id = this.control.post(path, null).json().path("id").asString();
		SimulatedConversation conversation = this.simulator.agent(agent).conversation(id);
		EventReader stream = this.client.stream(conversation);
		this.control.post(path + "/" + id + "/messages", "{\"text\":\"Hi\"}");
		this.control.post(path + "/" + id + "/messages", "{\"text\":\"Hello\",\"role\":\"assistant\"}");
		assertThat(stream.nextText()).isEqualTo("Hi");
		assertThat(stream.nextText()).isEqualTo("Hello");
		assertThat(this.control.get("/simulator/streams").json().path("streams")).hasSize(1);
		assertThat(this.control.delete("/simulator/streams").json().path("dropped").intValue()).isEqualTo(1);
		this.simulator.awaitOpenStreams(0, Duration.ofSeconds(10));
	}

	@Test
	void messagesNeedATextAndAConversation() {
		String path = "/simulator/agents/" + this.simulator.newAgent("Pia").id() + "/conversations/none/messages";
		assertThat(this.control.post(path, "{}").status()).isEqualTo(400);
		assertThat(this.control.post(path, "{\"text\":\"Hi\"}").status()).isEqualTo(404);
	}

	@Test
	void readsAndChangesSettings() {
		assertThat(this.control.patch("/simulator/settings", "{\"rate_limit\":5,\"heartbeat_interval_ms\":10}")
			.json()
			.path("rate_limit")
			.intValue()).isEqualTo(5);
		assertThat(this.simulator.settings().heartbeatInterval()).isEqualTo(Duration.ofMillis(10));
		assertThat(this.control.get("/simulator/settings").json().path("answering").booleanValue()).isFalse();
		assertThat(this.control
			.patch("/simulator/settings", "{\"ignore_conversation_sort\":true,\"refuse_conversation_sort\":true}")
			.status()).isEqualTo(200);
		assertThat(this.simulator.settings().ignoreConversationSort()).isTrue();
		assertThat(this.simulator.settings().refuseConversationSort()).isTrue();
		assertThat(this.control.patch("/simulator/settings", "{\"refuse_conversation_sort\":\"yes\"}").status())
			.isEqualTo(400);
		assertThat(this.control.patch("/simulator/settings", "{\"rate\":5}").status()).isEqualTo(400);
		assertThat(this.control.patch("/simulator/settings", "{\"answering\":5}").status()).isEqualTo(400);
	}

	@Test
	void fulfilsOrdersAndOnboarding() {
		String order = this.client.post("/phone-numbers/request", """
				{"business_name":"Kestrel","intended_use":"Help","region":"ng","agent_count":1,"outbound_minutes":0}""")
			.id();
		assertThat(this.control.post("/simulator/phone-number-requests/" + order + "/fulfil", null).status())
			.isEqualTo(201);
		assertThat(this.client.get("/phone-numbers").data()).hasSize(1);
		String agent = this.simulator.newAgent("Pia").id();
		assertThat(
				this.control.post("/simulator/agents/" + agent + "/integrations/google_sheets/connect", null).status())
			.isEqualTo(204);
	}

	@Test
	void resets() {
		this.simulator.newAgent("Pia");
		assertThat(this.control.post("/simulator/reset", null).status()).isEqualTo(204);
		assertThat(this.client.get("/agents").data()).isEmpty();
	}

	@Test
	void unknownControlPathIsNotFound() {
		assertThat(this.control.get("/simulator/nothing").status()).isEqualTo(404);
		assertThat(this.control.post("/simulator/health", null).status()).isEqualTo(405);
	}

}
