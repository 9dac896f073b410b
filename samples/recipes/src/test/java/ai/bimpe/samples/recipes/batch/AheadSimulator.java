package ai.bimpe.samples.recipes.batch;

import java.time.Clock;
import java.time.Duration;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.SimulatorTime;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A simulator whose clock is a little ahead, so that its rate limits begin anew no later
 * than the client expects.
 */
@TestConfiguration(proxyBeanMethods = false)
public class AheadSimulator {

	@Bean
	Simulator simulator(SimulatorTime time) {
		Clock clock = Clock.offset(time.clock(), Duration.ofMillis(50));
		return Simulator.builder().answering(false).withoutRateLimits().clock(clock).start();
	}

}
