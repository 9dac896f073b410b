package ai.bimpe.samples.inbox.demo;

import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link DemoCustomers}.
 */
class DemoCustomersTests {

	@Test
	void writeAndKeepNoRequests() {
		try (Simulator simulator = Simulator.builder().answering(false).start();
				BimpeAI client = BimpeAI.builder().apiKey(simulator.apiKey()).baseUrl(simulator.baseUrl()).build()) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			DemoData data = mock();
			given(data.agentId()).willReturn(conversation.agentId());
			given(data.conversations()).willReturn(List.of(conversation));
			client.agents().list(ListQuery.create()).data();
			assertThat(simulator.requests()).isNotEmpty();
			new DemoCustomers(simulator, data).write();
			assertThat(simulator.requests()).isEmpty();
			assertThat(conversation.messages()).hasSize(1);
		}
	}

}
