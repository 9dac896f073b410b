package ai.bimpe.samples.examples;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectStripe}.
 */
@ExamplesTest
class ConnectStripeTests {

	private final Simulator simulator;

	private final ConnectStripe connectStripe;

	ConnectStripeTests(Simulator simulator, ConnectStripe connectStripe) {
		this.simulator = simulator;
		this.connectStripe = connectStripe;
	}

	@Test
	void connectsWithKeys() {
		String agentId = this.simulator.newAgent("Pia").id();
		assertThat(this.connectStripe.connect(agentId, "pk_test_1", "sk_test_1").isConnected()).isTrue();
		assertThat(this.connectStripe.connected(agentId)).containsExactly("Stripe");
	}

	@Test
	void connectsTheCalendarWhenAPersonHasAgreed() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		assertThat(this.connectStripe.connectCalendar(agent.id()).onboardingUrl()).startsWith("https://");
		assertThat(this.connectStripe.connected(agent.id())).isEmpty();
		agent.completeOnboarding("google_calendar");
		assertThat(this.connectStripe.connected(agent.id())).containsExactly("Google Calendar");
	}

}
