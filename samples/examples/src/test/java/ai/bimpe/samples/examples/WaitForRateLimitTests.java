package ai.bimpe.samples.examples;

import java.time.Duration;

import ai.bimpe.simulator.SimulatedAgent;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WaitForRateLimit}.
 */
@ExamplesTest
class WaitForRateLimitTests {

	private final Simulator simulator;

	private final WaitForRateLimit waitForRateLimit;

	WaitForRateLimitTests(Simulator simulator, WaitForRateLimit waitForRateLimit) {
		this.simulator = simulator;
		this.waitForRateLimit = waitForRateLimit;
	}

	@Test
	void saysWhenToComeBack() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		this.simulator.on("listConversations")
			.header("X-RateLimit-Limit", "120")
			.header("X-RateLimit-Remaining", "0")
			.respond(429)
			.retryAfter(Duration.ofSeconds(90));
		assertThat(this.waitForRateLimit.newest(agent.id()))
			.isEqualTo("0 of 120 requests left: come back in 90 seconds");
		assertThat(this.simulator.count("listConversations")).isEqualTo(1);
	}

	@Test
	void doesNotNoticeAShortWait() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		String conversationId = agent.newConversation().id();
		this.simulator.on("listConversations").times(1).respond(429).retryAfter(Duration.ZERO);
		assertThat(this.waitForRateLimit.newest(agent.id())).isEqualTo(conversationId);
		assertThat(this.simulator.count("listConversations")).isEqualTo(2);
	}

}
