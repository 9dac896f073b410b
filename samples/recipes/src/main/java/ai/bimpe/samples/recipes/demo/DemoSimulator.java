package ai.bimpe.samples.recipes.demo;

import java.time.Clock;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A simulator that has an agent for the recipe. It takes the place of the API even when
 * there is a key, so that a demo never reaches real customers.
 */
@Configuration(proxyBeanMethods = false)
public class DemoSimulator {

	/** The id of its agent, unless the recipe is configured for another. */
	public static final String AGENT_ID = "agt_demo";

	@Bean
	Simulator simulator(ObjectProvider<Clock> clock, @Value("${demo.agent-id:" + AGENT_ID + "}") String agentId) {
		Simulator simulator = Simulator.builder()
			.answering(false)
			.clock(clock.getIfAvailable(Clock::systemUTC))
			.start();
		simulator.newAgentWithId(agentId, "Pia");
		return simulator;
	}

	@Bean
	BimpeAIConnectionDetails demoConnectionDetails(Simulator simulator) {
		return new DemoConnection(simulator);
	}

}
