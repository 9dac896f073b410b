package ai.bimpe.samples.booking;

import java.time.Duration;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The third test of the guide: a call is refused with 429 and tried again.
 */
@SpringBootTest
@AutoConfigureBimpeAISimulator
class AgentDirectoryRetryTests {

	@Autowired
	private AgentDirectory directory;

	@Test
	void asksAgainAfterTooManyRequests(Simulator simulator) {
		simulator.newAgent("Pia");
		simulator.on("listAgents").times(1).respond(429).retryAfter(Duration.ZERO);
		assertThat(this.directory.names()).containsExactly("Pia");
		assertThat(simulator).received("listAgents").withQuery("limit", "50").times(2);
	}

}
