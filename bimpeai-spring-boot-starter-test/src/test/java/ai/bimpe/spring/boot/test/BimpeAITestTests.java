package ai.bimpe.spring.boot.test;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;
import ai.bimpe.spring.boot.test.app.Restaurant;
import ai.bimpe.spring.boot.test.app.Staff;
import ai.bimpe.spring.stream.BimpeAIStreams;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BimpeAITest @BimpeAITest}.
 */
@BimpeAITest(properties = { "bimpeai.streams.front-desk.agent-id=agt_1",
		"bimpeai.streams.front-desk.conversation-id=cnv_1" })
@ContextConfiguration(classes = Restaurant.class)
class BimpeAITestTests {

	@Autowired
	private ApplicationContext context;

	@Autowired
	private Simulator simulator;

	@Test
	void clientStreamsAndSimulatorAreThere() {
		assertThat(this.context.getBeanNamesForType(BimpeAI.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(ReactiveBimpeAI.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(BimpeAIStreams.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(SimulatorTime.class)).hasSize(1);
	}

	@Test
	void listenersAndCustomizersAreThere() {
		assertThat(this.context.getBeanNamesForType(Staff.BookingListener.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(Staff.Auditor.class)).hasSize(2);
		assertThat(this.context.getBeanNamesForType(Staff.NightAuditor.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(Staff.House.class)).hasSize(1);
	}

	@Test
	void otherComponentsAreNot() {
		assertThat(this.context.getBeanNamesForType(Staff.Opening.class)).isEmpty();
		assertThat(this.context.getBeanNamesForType(Staff.Kitchen.class)).isEmpty();
		assertThat(this.context.getBeanNamesForType(Staff.Menu.class)).isEmpty();
		assertThat(this.context.getBeanNamesForType(Staff.Production.class)).isEmpty();
		assertThat(this.context.getBeanNamesForType(WebFluxAutoConfiguration.class)).isEmpty();
	}

	@Test
	void clientIsConnectedWithTheSimulator() {
		assertThat(this.context.getBean(BimpeAIConnectionDetails.class).baseUrl()).isEqualTo(this.simulator.baseUrl());
		this.simulator.newAgent("Pia");
		assertThat(this.context.getBean(BimpeAI.class).agents().list(ListQuery.create()).data()).hasSize(2);
		assertThat(this.simulator).received("listAgents").withHeader("X-House", "Kestrel").once();
	}

	@Test
	void configuredStreamReachesTheListener() {
		SimulatedConversation conversation = this.simulator.agent("agt_1").conversation("cnv_1").awaitStream();
		conversation.receives("A table for two");
		assertThat(conversation).eventually().hasSentExactly("Confirmed: A table for two");
	}

	@Test
	void detailsShowNoKey() {
		assertThat(this.context.getBean(BimpeAIConnectionDetails.class)).asString()
			.contains(this.simulator.baseUrl())
			.doesNotContain(this.simulator.apiKey());
	}

}
