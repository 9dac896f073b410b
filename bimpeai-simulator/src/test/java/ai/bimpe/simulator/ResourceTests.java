package ai.bimpe.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the rules of single resources.
 */
class ResourceTests {

	private final Simulator simulator = Simulator.builder()
		.answerDelay(Duration.ofMillis(1))
		.settings((settings) -> settings.callStepInterval(Duration.ofMillis(5)))
		.start();

	private final TestClient client = TestClient.of(this.simulator);

	private final SimulatedAgent agent = this.simulator.newAgent("Pia");

	private final String path = "/agents/" + this.agent.id();

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void publicWorkflowIsCopiedForTheTeam() {
		JsonNode shared = this.client.get("/workflows?scope=public&search=restaurant").data().path(0);
		JsonNode created = createAgent(shared.path("id").asString()).data();
		assertThat(created.path("workflow_id")).isNotEqualTo(shared.path("id"));
		assertThat(created.path("workflow").path("id")).isEqualTo(created.path("workflow_id"));
		assertThat(created.path("workflow").path("is_owner").booleanValue()).isTrue();
		assertThat(created.path("status").asString()).isEqualTo("development");
	}

	@Test
	void ownWorkflowIsUsedAsItIs() {
		String id = this.client.post("/workflows", "{\"name\":\"W\",\"system_prompt\":\"P\"}").id();
		assertThat(createAgent(id).data().path("workflow_id").asString()).isEqualTo(id);
		assertThat(this.client.delete("/workflows/" + id).status()).isEqualTo(409);
	}

	@Test
	void unknownWorkflowIsNotFound() {
		assertThat(createAgent("none").status()).isEqualTo(404);
	}

	@Test
	void publicWorkflowCannotBeChanged() {
		String id = this.client.get("/workflows?scope=public").data().path(0).path("id").asString();
		assertThat(this.client.patch("/workflows/" + id, "{\"name\":\"Mine\"}").status()).isEqualTo(403);
		JsonNode clone = this.client.post("/workflows/clone", "{\"source_workflow_id\":\"" + id + "\"}").data();
		assertThat(clone.path("source_workflow_id").asString()).isEqualTo(id);
		assertThat(this.client.patch("/workflows/" + clone.path("id").asString(), "{\"name\":\"Mine\"}").status())
			.isEqualTo(200);
	}

	@Test
	void agentLimitIsKept() {
		this.simulator.settings().agentLimit(1);
		String workflow = this.client.get("/workflows").data().path(0).path("id").asString();
		assertThat(createAgent(workflow).status()).isEqualTo(400);
		this.simulator.settings().agentLimitStatus(409);
		assertThat(createAgent(workflow).status()).isEqualTo(409);
		this.simulator.settings().agentLimitStatus(403);
		TestClient.Reply reply = createAgent(workflow);
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.code()).isEqualTo("agent_limit_reached");
	}

	@Test
	void liveStatusFollowsItsRules() {
		assertThat(liveStatus("paused").code()).isEqualTo("bad_request");
		assertThat(liveStatus("live").status()).isEqualTo(200);
		assertThat(liveStatus("paused").status()).isEqualTo(200);
		assertThat(liveStatus("retired").code()).isEqualTo("validation_error");
		SimulatedAgent bare = this.simulator.newAgentWithoutWorkflow("Bare");
		assertThat(this.client.patch("/agents/" + bare.id() + "/live-status", "{\"status\":\"live\"}").code())
			.isEqualTo("workflow_required");
	}

	@Test
	void deletedAgentTakesItsStreamsAlong() {
		this.client.stream(this.agent.newConversation());
		assertThat(this.client.delete(this.path).json().toString())
			.isEqualTo("{\"message\":\"Success\",\"data\":null}");
		this.simulator.awaitOpenStreams(0, Duration.ofSeconds(10));
		assertThat(this.client.get(this.path).status()).isEqualTo(404);
	}

	@Test
	void testCodeIsMadeOnce() {
		JsonNode code = this.client.get(this.path + "/deployment/agent-test-code").data().path("code");
		assertThat(code.asString()).matches("[A-Z0-9]{8}");
		assertThat(this.client.get(this.path).data().path("test_channel_code")).isEqualTo(code);
	}

	@Test
	void actionsAreSwitchedAndCounted() {
		JsonNode actions = this.client.get(this.path + "/actions").data();
		String body = "{\"action_ids\":[" + actions.path(0).path("id") + "," + actions.path(1).path("id") + "]}";
		assertThat(this.client.post(this.path + "/actions/enable", body).data().path("updated_count").intValue())
			.isEqualTo(1);
		assertThat(this.client.post(this.path + "/actions/disable", body).data().path("updated_count").intValue())
			.isEqualTo(2);
		assertThat(this.client.post(this.path + "/actions/disable", "{\"action_ids\":[\"none\"]}").status())
			.isEqualTo(404);
	}

	@Test
	void knowledgeBaseKeepsItsType() {
		String id = this.client
			.post(this.path + "/knowledge_bases", "{\"type\":\"text\",\"name\":\"N\",\"content\":\"C\"}")
			.id();
		assertThat(this.client.patch(this.path + "/knowledge_bases/" + id, "{\"url\":\"https://a.example\"}").code())
			.isEqualTo("bad_request");
	}

	@Test
	void agentAnswersFromItsKnowledge() {
		this.client.post(this.path + "/knowledge_bases",
				"{\"type\":\"text\",\"name\":\"Menu\",\"content\":\"Margherita costs 12\"}");
		SimulatedConversation conversation = this.agent.newConversation();
		conversation.receives("What does the margherita cost?");
		await().atMost(Duration.ofSeconds(10)).until(() -> conversation.messages().size() == 2);
		assertThat(conversation.messages().get(1).text()).isEqualTo("Pia here. Margherita costs 12");
	}

	@Test
	void pausedConversationIsLeftToPeople() {
		SimulatedConversation conversation = this.agent.newConversation();
		String messages = TestClient.path(conversation) + "/messages";
		String reply = "{\"message\":\"I am a person\",\"role\":\"assistant\"}";
		assertThat(this.client.post(messages, reply).code()).isEqualTo("bad_request");
		this.client.patch(TestClient.path(conversation) + "/ai-status", "{\"is_ai_chat_paused\":true}");
		conversation.receives("Hi");
		assertThat(this.client.post(messages, reply).status()).isEqualTo(201);
		assertThat(conversation.messages()).extracting(SimulatedMessage::text).containsExactly("Hi", "I am a person");
	}

	@Test
	void askingForAPersonNeedsAttention() {
		SimulatedConversation conversation = this.agent.newConversation();
		conversation.receives("May I speak to a human?");
		JsonNode json = this.client.get(TestClient.path(conversation)).data();
		assertThat(json.path("needs_attention").booleanValue()).isTrue();
		assertThat(this.client.get(this.path + "/conversations?needs_attention=true").data()).hasSize(1);
		assertThat(this.client.get(this.path + "/conversations?needs_attention=false").data()).isEmpty();
	}

	@Test
	void sendEchoesTheMessageUnlessToldOtherwise() {
		SimulatedConversation conversation = this.agent.newConversation();
		String messages = TestClient.path(conversation) + "/messages";
		JsonNode echo = this.client.post(messages, "{\"message\":\"Hi\"}").data();
		assertThat(echo.path("message").asString()).isEqualTo("Hi");
		assertThat(echo.path("conversation_id").asString()).isEqualTo(conversation.id());
		this.simulator.settings().answerInSendResponse(true);
		assertThat(this.client.post(messages, "{\"message\":\"Hi\"}").data().path("message").asString())
			.startsWith("Pia here.");
	}

	@Test
	void conversationIsFoundAgainByChannelAndAddress() {
		String body = """
				{"message":"Hi","channel_type":"whatsapp","channel_user_id":"+447700900461","is_test_channel":true}""";
		String first = send(body).data().path("conversation_id").asString();
		assertThat(send(body).data().path("conversation_id").asString()).isEqualTo(first);
		assertThat(this.client.get(this.path + "/conversations?channel=test_whatsapp").data()).hasSize(1);
		assertThat(this.client.get(this.path + "/conversations?channel=whatsapp").data()).isEmpty();
	}

	@Test
	void addressHasToFitTheChannel() {
		assertThat(send("{\"message\":\"Hi\",\"channel_type\":\"webchat\",\"channel_user_id\":\"Tomi\"}").code())
			.isEqualTo("validation_error");
		assertThat(send("{\"message\":\"Hi\"}").code()).isEqualTo("validation_error");
	}

	@Test
	void previewNeverSplitsACharacter() {
		SimulatedConversation conversation = this.agent.newConversation();
		this.simulator.settings().answering(false);
		conversation.receives("x".repeat(99) + "\uD83D\uDE00 and more");
		assertThat(this.client.get(TestClient.path(conversation)).data().path("last_message_preview").asString())
			.isEqualTo("x".repeat(99));
	}

	@Test
	void messageIsLimited() {
		String messages = TestClient.path(this.agent.newConversation()) + "/messages";
		assertThat(this.client.post(messages, "{\"message\":\"" + "x".repeat(4097) + "\"}").status()).isEqualTo(400);
		assertThat(this.client.post(messages, "{\"message\":\"" + "x".repeat(4096) + "\"}").status()).isEqualTo(201);
	}

	@Test
	void callMovesThroughItsStates() {
		String id = call("+447700900461").data().path("call_id").asString();
		await().atMost(Duration.ofSeconds(10))
			.until(() -> "ended".equals(this.client.get(this.path + "/calls/" + id).data().path("status").asString()));
		JsonNode call = this.client.get(this.path + "/calls/" + id).data();
		assertThat(call.path("conversation_logs")).hasSize(2);
		assertThat(call.path("answered_at").isNull()).isFalse();
	}

	@Test
	void lastDigitsScriptACall() {
		assertThat(call("+447700900001").data().path("status").asString()).isEqualTo("busy");
		assertThat(call("+447700900002").data().path("status").asString()).isEqualTo("failed");
		String id = call("+447700900003").data().path("call_id").asString();
		await().atMost(Duration.ofSeconds(10))
			.until(() -> "cancelled"
				.equals(this.client.get(this.path + "/calls/" + id).data().path("status").asString()));
	}

	@Test
	void liveCallNeedsANumber() {
		String body = "{\"destination\":\"+447700900461\",\"is_test_call\":false}";
		assertThat(this.client.post(this.path + "/calls", body).code()).isEqualTo("channel_not_configured");
		linkNumber();
		assertThat(this.client.post(this.path + "/calls", body).status()).isEqualTo(201);
		assertThat(this.client.get(this.path + "/channels").data()).hasSize(3);
	}

	@Test
	void numberCanBeUnassigned() {
		String number = linkNumber();
		assertThat(this.client.patch(number, "{\"agent_id\":null}").data().path("agent_id").isNull()).isTrue();
	}

	@Test
	void orderIsFulfilledOnce() {
		String order = order();
		this.simulator.fulfilPhoneNumberRequest(order);
		assertThat(this.client.get("/phone-numbers/request").data().path(0).path("status").asString())
			.isEqualTo("fulfilled");
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> this.simulator.fulfilPhoneNumberRequest(order));
	}

	@Test
	void teamCallsAreNotImplemented() {
		TestClient.Reply reply = this.client.get("/calls");
		assertThat(reply.status()).isEqualTo(501);
		assertThat(reply.code()).isEqualTo("not_implemented");
	}

	@Test
	void googleConnectorWaitsForAPerson() {
		String integrations = this.path + "/integrations/bimpeai";
		TestClient.Reply reply = this.client.post(integrations + "/configure", "{\"type\":\"google_calendar\"}");
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.data().path("onboarding_url").asString()).contains(this.agent.id());
		assertThat(this.client.get(integrations).data().path(1).path("is_connected").booleanValue()).isFalse();
		this.agent.completeOnboarding("google_calendar");
		assertThat(this.client.get(integrations).data()).hasSize(5);
		assertThat(this.client.get(integrations).data().path(1).path("is_connected").booleanValue()).isTrue();
	}

	@Test
	void integrationOfAnotherFamilyIsRefused() {
		String id = this.client.post(this.path + "/integrations/custom_api/configure", "{\"name\":\"A\"}").id();
		assertThat(this.client.delete(this.path + "/integrations/mcp_server/" + id).code()).isEqualTo("bad_request");
	}

	@Test
	void integrationNeedsAWorkflowAndRoom() {
		String configure = "/integrations/custom_api/configure";
		SimulatedAgent bare = this.simulator.newAgentWithoutWorkflow("Bare");
		assertThat(this.client.post("/agents/" + bare.id() + configure, "{\"name\":\"A\"}").code())
			.isEqualTo("workflow_required");
		this.simulator.settings().integrationLimit(1);
		TestClient.Reply full = this.client.post(this.path + configure, "{\"name\":\"A\"}");
		assertThat(full.status()).isEqualTo(409);
		assertThat(full.code()).isEqualTo("integration_limit_reached");
	}

	@Test
	void unreachableServiceCannotBeConnected() {
		assertThat(this.client
			.post(this.path + "/integrations/bimpeai/configure", "{\"type\":\"bumpa\",\"token\":\"unreachable\"}")
			.code()).isEqualTo("integration_connection_failed");
		String mcp = this.client
			.post(this.path + "/integrations/mcp_server/configure",
					"{\"name\":\"A\",\"server_url\":\"https://unreachable.example\"}")
			.id();
		JsonNode result = this.client.post(this.path + "/integrations/mcp_server/" + mcp + "/test", null).data();
		assertThat(result.path("success").booleanValue()).isFalse();
		assertThat(this.client.post(this.path + "/integrations/mcp_server/" + mcp + "/discover", null).code())
			.isEqualTo("integration_connection_failed");
	}

	@Test
	void discoveryYieldsToolsThatAreActionsToo() {
		String mcp = this.path + "/integrations/mcp_server/"
				+ this.client
					.post(this.path + "/integrations/mcp_server/configure",
							"{\"name\":\"A\",\"server_url\":\"https://mcp.example\"}")
					.id();
		assertThat(this.client.post(mcp + "/discover", null).data().path("created").intValue()).isEqualTo(4);
		assertThat(this.client.post(mcp + "/discover", null).data().path("updated").intValue()).isEqualTo(4);
		assertThat(this.client.get(mcp + "/tools").data()).hasSize(4);
		assertThat(this.client.get(this.path + "/actions").data()).hasSize(6);
	}

	@Test
	void conversationsAreListedByTheTimeOfTheirLastMessage() {
		this.simulator.settings().answering(false);
		SimulatedConversation first = this.agent.newConversation();
		SimulatedConversation second = this.agent.newConversation();
		SimulatedConversation quiet = this.agent.newConversation();
		Instant before = first.receives("one").createdAt();
		await().until(() -> second.receives("two").createdAt().isAfter(before));
		assertThat(listed("?sort=-last_message_at")).containsExactly(second.id(), first.id(), quiet.id());
		this.simulator.settings().ignoreConversationSort(true);
		assertThat(listed("?sort=-last_message_at")).containsExactly(first.id(), second.id(), quiet.id());
	}

	@Test
	void sortOfConversationsCanBeRefused() {
		this.simulator.settings().refuseConversationSort(true);
		assertThat(this.client.get(this.path + "/conversations?sort=-last_message_at").status()).isEqualTo(400);
		assertThat(this.client.get(this.path + "/conversations").status()).isEqualTo(200);
	}

	@Test
	void conversationsCannotBeSortedByWhatTheListDoesNotShow() {
		this.agent.newConversation();
		assertThat(this.client.get(this.path + "/conversations?sort=email").status()).isEqualTo(400);
	}

	private List<String> listed(String query) {
		return StreamSupport.stream(this.client.get(this.path + "/conversations" + query).data().spliterator(), false)
			.map((row) -> row.path("id").asString())
			.toList();
	}

	private TestClient.Reply createAgent(String workflowId) {
		return this.client.post("/agents",
				"{\"workflow_id\":\"" + workflowId + "\",\"name\":\"A\",\"description\":\"D\"}");
	}

	private TestClient.Reply liveStatus(String status) {
		return this.client.patch(this.path + "/live-status", "{\"status\":\"" + status + "\"}");
	}

	private TestClient.Reply send(String body) {
		return this.client.post(this.path + "/conversations/messages", body);
	}

	private TestClient.Reply call(String destination) {
		return this.client.post(this.path + "/calls",
				"{\"destination\":\"" + destination + "\",\"is_test_call\":true}");
	}

	private String order() {
		return this.client.post("/phone-numbers/request", """
				{"business_name":"Kestrel","intended_use":"Help","region":"ng","agent_count":1,"outbound_minutes":0}""")
			.id();
	}

	private String linkNumber() {
		this.simulator.fulfilPhoneNumberRequest(order());
		String number = "/phone-numbers/" + this.client.get("/phone-numbers").data().path(0).path("id").asString();
		this.client.patch(number, "{\"agent_id\":\"" + this.agent.id() + "\"}");
		return number;
	}

}
