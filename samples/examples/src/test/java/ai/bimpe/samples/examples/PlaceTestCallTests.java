package ai.bimpe.samples.examples;

import java.time.Duration;

import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.simulator.Simulator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PlaceTestCall}.
 */
@ExamplesTest
class PlaceTestCallTests {

	private final Simulator simulator;

	private final PlaceTestCall placeTestCall;

	PlaceTestCallTests(Simulator simulator, PlaceTestCall placeTestCall) {
		this.simulator = simulator;
		this.placeTestCall = placeTestCall;
	}

	@Test
	void readsWhatWasSaid() {
		this.simulator.settings().callStepInterval(Duration.ofMillis(20));
		String agentId = this.simulator.newAgent("Pia").id();
		String callId = this.placeTestCall.ring(agentId, "+447700900461");
		Awaitility.await().until(() -> this.placeTestCall.isOver(agentId, callId));
		assertThat(this.placeTestCall.transcript(agentId, callId))
			.containsExactly("assistant: Good afternoon, this is Pia.", "user: Thank you, good bye.");
		assertThat(this.simulator.count("makeCall")).isEqualTo(1);
	}

	@Test
	void saysThatTheLineIsBusy() {
		String agentId = this.simulator.newAgent("Pia").id();
		assertThatIllegalStateException().isThrownBy(() -> this.placeTestCall.ring(agentId, "+447700900001"))
			.withMessageContaining("busy");
	}

	@Test
	void doesNotRingTwiceWhenTheOutcomeIsUnknown() {
		String agentId = this.simulator.newAgent("Pia").id();
		this.simulator.on("makeCall").respond(503);
		assertThatExceptionOfType(InternalServerException.class)
			.isThrownBy(() -> this.placeTestCall.ring(agentId, "+447700900461"));
		assertThat(this.simulator.count("makeCall")).isEqualTo(1);
	}

}
