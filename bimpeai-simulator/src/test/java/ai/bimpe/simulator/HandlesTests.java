package ai.bimpe.simulator;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the handles on agents, conversations and calls.
 */
class HandlesTests {

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final TestClient client = TestClient.of(this.simulator);

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void agentsAndConversationsCanHaveIdsOfOnesOwn() {
		SimulatedConversation conversation = this.simulator.newAgentWithId("agt_1", "Pia")
			.newConversationWithId("cnv_1", "Ada");
		conversation.receives("Hi");
		assertThat(this.client.get("/agents/agt_1/conversations/cnv_1").data().path("full_name").asString())
			.isEqualTo("Ada");
		assertThat(this.simulator.agent("agt_1").conversation("cnv_1").messages()).hasSize(1);
	}

	@Test
	void idsAreNotGivenTwice() {
		SimulatedAgent agent = this.simulator.newAgentWithId("agt_1", "Pia");
		agent.newConversationWithId("cnv_1", "Ada");
		assertThatIllegalArgumentException().isThrownBy(() -> this.simulator.newAgentWithId("agt_1", "Tom"))
			.withMessageContaining("agt_1");
		assertThatIllegalArgumentException().isThrownBy(() -> agent.newConversationWithId("cnv_1", "Tom"))
			.withMessageContaining("cnv_1");
	}

	@Test
	void resetGoesBackToTheMark() {
		SimulatedConversation kept = this.simulator.newAgent("Pia").newConversation();
		kept.receives("before");
		this.simulator.settings().answerDelay(Duration.ofSeconds(3));
		this.simulator.mark();
		kept.receives("after");
		this.client.send("PATCH", "/agents/" + kept.agentId(), """
				{"name": "Tom"}""");
		this.simulator.newAgent("Other");
		this.simulator.settings().answerDelay(Duration.ZERO);
		this.simulator.reset();
		assertThat(this.client.get("/agents").data()).hasSize(1);
		assertThat(this.client.get("/agents/" + kept.agentId()).data().path("name").asString()).isEqualTo("Pia");
		assertThat(kept.messages()).extracting(SimulatedMessage::text).containsExactly("before");
		assertThat(this.simulator.settings().answerDelay()).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void markCanBeReturnedToTwice() {
		SimulatedConversation kept = this.simulator.newAgent("Pia").newConversation();
		this.simulator.mark();
		for (int i = 0; i < 2; i++) {
			kept.receives("after");
			this.simulator.reset();
			assertThat(kept.messages()).isEmpty();
		}
	}

	@Test
	void streamGoesOnAfterMessageThatResetHasTaken() {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		this.simulator.mark();
		String cursor = conversation.receives("gone").id();
		this.simulator.reset();
		conversation.receives("new");
		try (EventReader stream = this.client.stream(conversation, "&after=" + cursor)) {
			assertThat(stream.status()).isEqualTo(200);
			assertThat(stream.nextText()).isEqualTo("new");
		}
	}

	@Test
	void cursorOfAnotherConversationIsRefusedAsEver() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		this.simulator.mark();
		this.simulator.reset();
		String cursor = agent.newConversation().receives("elsewhere").id();
		assertThat(this.client.stream(agent.newConversation(), "&after=" + cursor).status()).isEqualTo(400);
	}

	@Test
	void streamsOfOneConversationAreAwaited() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		SimulatedConversation conversation = agent.newConversation();
		try (EventReader stream = this.client.stream(conversation)) {
			assertThat(stream.status()).isEqualTo(200);
			assertThat(conversation.awaitStream().openStreams()).hasSize(1);
		}
		SimulatedConversation other = agent.newConversation();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> other.awaitStream(Duration.ofMillis(20)))
			.withMessageContaining(other.id());
	}

	@Test
	void faultsOfOneAgentSpareTheOthers() {
		SimulatedAgent agent = this.simulator.newAgentWithId("agt_1", "Pia");
		SimulatedAgent other = this.simulator.newAgentWithId("agt_10", "Tom");
		agent.on("getAgent").respond(503);
		assertThat(this.client.get("/agents/" + other.id()).status()).isEqualTo(200);
		assertThat(this.client.get("/agents/" + agent.id()).status()).isEqualTo(503);
		assertThatIllegalArgumentException().isThrownBy(() -> agent.on("getAgnet"));
	}

	@Test
	void faultsAndRequestsOfOneConversationAreItsOwn() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		SimulatedConversation conversation = agent.newConversationWithId("cnv_1", "Ada");
		SimulatedConversation other = agent.newConversationWithId("cnv_10", "Tom");
		conversation.on("getConversation").respond(503);
		String path = "/agents/" + agent.id() + "/conversations/";
		assertThat(this.client.get(path + other.id()).status()).isEqualTo(200);
		assertThat(this.client.get(path + conversation.id()).status()).isEqualTo(503);
		assertThat(conversation.requests()).singleElement()
			.satisfies((request) -> assertThat(request.path()).endsWith(path + conversation.id()));
	}

	@Test
	void callIsTakenFromStateToState() {
		this.simulator.settings().callStepInterval(Duration.ofDays(1));
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		this.client.post("/agents/" + agent.id() + "/calls", """
				{"destination": "+447700900461", "is_test_call": true}""");
		SimulatedCall call = agent.calls().get(0);
		assertThat(call.destination()).isEqualTo("+447700900461");
		assertThat(call.status()).isEqualTo("queued");
		assertThat(call.moveOn().status()).isEqualTo("ringing");
		assertThat(call.moveOn().status()).isEqualTo("answered");
		call.hears("Is my table ready?").says("It is.");
		assertThat(call.moveOn().status()).isEqualTo("ended");
		assertThat(call.moveOn().status()).isEqualTo("ended");
		assertThat(call.transcript()).extracting((line) -> line.role() + ": " + line.text())
			.containsExactly("assistant: Good afternoon, this is Pia.", "user: Is my table ready?", "assistant: It is.",
					"user: Thank you, good bye.");
	}

	@Test
	void callThatResetHasTakenIsNoMore() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		this.client.post("/agents/" + agent.id() + "/calls", """
				{"destination": "+447700900461", "is_test_call": true}""");
		SimulatedCall call = agent.calls().get(0);
		this.simulator.reset();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(call::status)
			.withMessageContaining(call.id());
	}

}
