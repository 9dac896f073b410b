package ai.bimpe.spring.boot.test;

import java.time.Duration;
import java.time.Instant;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.app.Restaurant;
import ai.bimpe.spring.boot.test.app.Staff;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamSpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureBimpeAISimulator @AutoConfigureBimpeAISimulator}. Most
 * are repeated: the second time shows that the first has left no traces.
 */
@SpringBootTest(classes = Restaurant.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "bimpeai.api-key=sk_production", "bimpeai.streams.front-desk.agent-id=agt_1",
				"bimpeai.streams.front-desk.conversation-id=cnv_1", "bimpeai.streams.kitchen.agent-id=agt_2",
				"bimpeai.streams.kitchen.poll-interval=50ms", "bimpeai.streams.kitchen.requests-per-minute=6000" })
@AutoConfigureBimpeAISimulator
@TestMethodOrder(MethodOrderer.Random.class)
class AutoConfigureBimpeAISimulatorTests {

	@Autowired
	private BimpeAI bimpeai;

	@Autowired
	private BimpeAIStreams streams;

	@Autowired
	private SimulatorTime time;

	@Autowired
	private Environment environment;

	@Autowired
	private ApplicationContext context;

	@Test
	void wholeApplicationIsThere() {
		assertThat(this.context.getBeanNamesForType(Staff.Kitchen.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(Staff.Production.class)).hasSize(1);
	}

	@Test
	void simulatorTakesThePlaceOfTheApplicationsDetails(Simulator simulator) {
		simulator.newAgent("Pia");
		assertThat(this.bimpeai.agents().list(ListQuery.create()).data()).hasSize(3);
		assertThat(simulator).received("listAgents");
	}

	@Test
	void keyOfTheApplicationIsOutOfReach() {
		assertThat(this.environment.getProperty("bimpeai.api-key")).isEqualTo("sk_simulator");
	}

	@Test
	void waitsAreShortUnlessTheApplicationSaysOtherwise() {
		assertThat(this.environment.getProperty("bimpeai.retry.initial-delay")).isEqualTo("10ms");
	}

	@RepeatedTest(2)
	void stateIsAsNew(Simulator simulator, SimulatedAgent agent) {
		assertThat(this.bimpeai.agents().list(ListQuery.create()).data()).hasSize(3);
		assertThat(simulator).received("listAgents").once();
		assertThat(simulator.settings().answering()).isFalse();
		simulator.settings().answering(true);
		simulator.on("listAgents").respond(400);
		assertThat(agent.calls()).isEmpty();
	}

	@RepeatedTest(3)
	void configuredStreamGoesOnInEveryTest(Simulator simulator) {
		SimulatedConversation conversation = simulator.agent("agt_1").conversation("cnv_1");
		assertThat(conversation.messages()).isEmpty();
		conversation.awaitStream().receives("A table for two");
		assertThat(conversation).eventually().hasSentExactly("Confirmed: A table for two");
	}

	@RepeatedTest(3)
	void streamOfWholeAgentGoesOnInEveryTest(Simulator simulator) {
		SimulatedConversation conversation = simulator.agent("agt_2").newConversation();
		conversation.receives("A table for four");
		assertThat(conversation).eventually().hasSent("Confirmed: A table for four");
	}

	@RepeatedTest(2)
	void streamThatIsAboutToBeRefusedIsOpenedAgain(Simulator simulator) {
		SimulatedConversation conversation = simulator.agent("agt_1").conversation("cnv_1").awaitStream();
		conversation.on("issueStreamTicket").respond(404);
		conversation.dropStreams();
		assertThat(conversation).eventually().received("issueStreamTicket");
	}

	@RepeatedTest(2)
	void refusedStreamIsOpenedAgain(Simulator simulator) {
		SimulatedConversation conversation = simulator.agent("agt_1").conversation("cnv_1").awaitStream();
		conversation.on("issueStreamTicket").respond(404);
		conversation.dropStreams();
		ManagedStream stream = this.streams.find("front-desk").orElseThrow();
		Awaitility.await().until(() -> stream.failure() != null);
	}

	@RepeatedTest(2)
	void pausedStreamIsResumed(Simulator simulator) {
		simulator.agent("agt_1").conversation("cnv_1").awaitStream();
		this.streams.find("front-desk").orElseThrow().pause();
	}

	@RepeatedTest(2)
	void streamsOfTestsAreStopped(SimulatedConversation conversation) {
		assertThat(this.streams.all()).hasSize(2);
		this.streams.subscribe(StreamSpec.of("of-a-test", conversation.agentId(), conversation.id()));
		conversation.awaitStream().receives("A table for three");
		assertThat(conversation).eventually().hasSent("Confirmed: A table for three");
	}

	@RepeatedTest(2)
	void timeIsSetAndAdvanced(SimulatedConversation conversation) {
		assertThat(this.time.now()).isBefore(Instant.parse("2100-01-01T00:00:00Z"));
		this.time.setTo(Instant.parse("2100-01-01T09:00:00Z"));
		SimulatedMessage message = conversation.receives("Hi");
		assertThat(message.createdAt()).isBetween("2100-01-01T09:00:00Z", "2100-01-01T09:10:00Z");
		this.time.advance(Duration.ofDays(1));
		assertThat(this.time.clock().instant()).isBetween("2100-01-02T09:00:00Z", "2100-01-02T09:10:00Z");
		assertThat(this.bimpeai.conversations()
			.messages()
			.send(conversation.agentId(), conversation.id(), SendMessageRequest.of("Hello"))
			.createdAt()).isAfter("2100-01-02T00:00:00Z");
	}

	@Test
	void parametersAreOfTheirOwn(SimulatedAgent one, SimulatedAgent other, SimulatedConversation conversation) {
		assertThat(one.id()).isNotEqualTo(other.id());
		assertThat(conversation.agentId()).isNotIn(one.id(), other.id());
	}

	@Test
	void parametersCanBeInjectedAsBeansToo(@Autowired Simulator simulator) {
		assertThat(simulator).isSameAs(this.context.getBean(Simulator.class));
	}

}
