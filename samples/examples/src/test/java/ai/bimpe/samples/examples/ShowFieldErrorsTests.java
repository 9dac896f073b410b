package ai.bimpe.samples.examples;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShowFieldErrors}.
 */
@ExamplesTest
class ShowFieldErrorsTests {

	private final Simulator simulator;

	private final ShowFieldErrors showFieldErrors;

	ShowFieldErrorsTests(Simulator simulator, ShowFieldErrors showFieldErrors) {
		this.simulator = simulator;
		this.showFieldErrors = showFieldErrors;
	}

	@Test
	void namesEveryRefusedField() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		assertThat(this.showFieldErrors.submit(agent.id(), "nobody", "no address"))
			.containsOnlyKeys("business_email", "logo")
			.allSatisfy((field, problem) -> assertThat(problem).startsWith("must be"));
	}

	@Test
	void isSilentWhenAllIsWell() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		assertThat(this.showFieldErrors.submit(agent.id(), "pia@kestrel.example", "https://kestrel.example/pia.png"))
			.isEmpty();
	}

}
