package ai.bimpe.samples.examples;

import java.time.temporal.ChronoUnit;
import java.util.Objects;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.SimulatorTime;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EscapeHatch}.
 */
@ExamplesTest
class EscapeHatchTests {

	private final Simulator simulator;

	private final EscapeHatch escapeHatch;

	EscapeHatchTests(Simulator simulator, EscapeHatch escapeHatch) {
		this.simulator = simulator;
		this.escapeHatch = escapeHatch;
	}

	@Test
	void reachesAnOperationByItsPath() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		assertThat(this.escapeHatch.rename(agent.id(), "Ada")).isEqualTo("Ada");
		assertThat(this.simulator.requests("updateAgent")).singleElement()
			.satisfies((request) -> assertThat(request.body()).isEqualTo("{\"name\":\"Ada\"}"));
	}

	@Test
	void showsHowManyRequestsAreLeft(@Autowired SimulatorTime time) {
		// A limit begins anew with each minute: both requests belong to one.
		time.setTo(time.now().truncatedTo(ChronoUnit.MINUTES));
		Integer left = this.escapeHatch.requestsLeft();
		assertThat(left).isPositive();
		assertThat(this.escapeHatch.requestsLeft()).isEqualTo(Objects.requireNonNull(left) - 1);
	}

}
