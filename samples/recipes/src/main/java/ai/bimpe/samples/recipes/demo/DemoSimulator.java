package ai.bimpe.samples.recipes.demo;

import java.time.Clock;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A simulator that has an agent for the recipe. It takes the place of the API even when
 * there is a key, so that a demo never reaches real customers.
 */
@Configuration(proxyBeanMethods = false)
public class DemoSimulator {

	/** The id of its agent. */
	public static final String AGENT_ID = "agt_demo";

	@Bean
	Simulator simulator(ObjectProvider<Clock> clock) {
		Simulator simulator = Simulator.builder()
			.answering(false)
			.clock(clock.getIfAvailable(Clock::systemUTC))
			.start();
		simulator.newAgentWithId(AGENT_ID, "Pia");
		return simulator;
	}

	@Bean
	BimpeAIConnectionDetails demoConnectionDetails(Simulator simulator) {
		return new DemoConnection(simulator);
	}

}
