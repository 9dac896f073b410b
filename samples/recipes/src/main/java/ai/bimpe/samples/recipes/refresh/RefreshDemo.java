package ai.bimpe.samples.recipes.refresh;

import java.time.Duration;

import ai.bimpe.samples.recipes.demo.DemoConnection;
import ai.bimpe.simulator.Simulator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * An agent of the simulator who knows nothing yet.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class RefreshDemo {

	@Bean
	Simulator simulator(RefreshProperties properties) {
		Simulator simulator = Simulator.builder().answering(false).start();
		simulator.newAgentWithId(properties.agentId(), "Pia");
		// So that one can watch.
		simulator.on("createKnowledgeBase").delay(Duration.ofMillis(50));
		return simulator;
	}

	@Bean
	DemoConnection demoConnection(Simulator simulator) {
		return new DemoConnection(simulator);
	}

}
