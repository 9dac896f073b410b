package ai.bimpe.samples.examples;

import java.util.List;

import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListAgentsReactively}.
 */
@ExamplesTest
class ListAgentsReactivelyTests {

	private final Simulator simulator;

	private final ListAgentsReactively listAgentsReactively;

	ListAgentsReactivelyTests(Simulator simulator, ListAgentsReactively listAgentsReactively) {
		this.simulator = simulator;
		this.listAgentsReactively = listAgentsReactively;
	}

	@Test
	void fetchesOnlyPagesThatAreConsumed() {
		for (int i = 1; i <= 6; i++) {
			this.simulator.newAgent("Agent " + i);
		}
		StepVerifier.create(this.listAgentsReactively.names().take(3))
			.expectNext("Agent 1", "Agent 2", "Agent 3")
			.verifyComplete();
		assertThat(this.simulator.count("listAgents")).isEqualTo(2);
	}

	@Test
	void asksAboutAgentsInParallel() {
		this.simulator.newAgent("Pia");
		this.simulator.newAgent("Ada");
		StepVerifier.create(this.listAgentsReactively.namesAndKnowledge().collectSortedList())
			.expectNext(List.of("Ada knows 0 texts", "Pia knows 0 texts"))
			.verifyComplete();
		assertThat(this.simulator.count("listKnowledgeBases")).isEqualTo(2);
	}

}
