package ai.bimpe.samples.examples;

import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PerCallOptions}.
 */
@ExamplesTest
class PerCallOptionsTests {

	private final Simulator simulator;

	private final PerCallOptions perCallOptions;

	PerCallOptionsTests(Simulator simulator, PerCallOptions perCallOptions) {
		this.simulator = simulator;
		this.perCallOptions = perCallOptions;
	}

	@Test
	void sendsWhatTheCallAskedFor() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		assertThat(this.perCallOptions.read(agent.id(), "trace-7").name()).isEqualTo("Pia");
		assertThat(this.simulator).received("getAgent")
			.withHeader("X-Request-Id", "trace-7")
			.withHeader("X-Shop", "Lagos")
			.once();
	}

	@Test
	void doesNotRetry() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		this.simulator.on("getAgent").respond(503);
		assertThatExceptionOfType(InternalServerException.class)
			.isThrownBy(() -> this.perCallOptions.read(agent.id(), "trace-8"))
			.satisfies((ex) -> assertThat(ex.requestId()).isEqualTo("trace-8"));
		assertThat(this.simulator.count("getAgent")).isEqualTo(1);
	}

}
