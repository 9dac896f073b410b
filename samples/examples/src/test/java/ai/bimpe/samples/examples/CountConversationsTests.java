package ai.bimpe.samples.examples;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CountConversations}.
 */
@ExamplesTest
class CountConversationsTests {

	private final Simulator simulator;

	private final CountConversations countConversations;

	CountConversationsTests(Simulator simulator, CountConversations countConversations) {
		this.simulator = simulator;
		this.countConversations = countConversations;
	}

	@Test
	void countsOverAllPages() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		for (int i = 1; i <= 45; i++) {
			agent.newConversation("Customer " + i);
		}
		agent.newConversation("Tomi").receives("I want to talk to a human");
		assertThat(this.countConversations.count(agent.id())).isEqualTo(new CountConversations.Counter(46, 1));
		assertThat(this.simulator.count("listConversations")).isEqualTo(3);
	}

}
