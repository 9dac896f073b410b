package ai.bimpe.samples.examples;

import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListAgents}.
 */
@ExamplesTest
class ListAgentsTests {

	private final Simulator simulator;

	private final ListAgents listAgents;

	ListAgentsTests(Simulator simulator, ListAgents listAgents) {
		this.simulator = simulator;
		this.listAgents = listAgents;
	}

	@Test
	void walksOverAllPages() {
		for (int i = 1; i <= 60; i++) {
			this.simulator.newAgent("Support " + i);
		}
		this.simulator.newAgent("Sales");
		assertThat(this.listAgents.names()).hasSize(60).doesNotContain("Sales").contains("Support 1", "Support 60");
		assertThat(this.simulator.requests("listAgents")).extracting((request) -> request.query("page"))
			.containsExactly(null, "2");
	}

}
