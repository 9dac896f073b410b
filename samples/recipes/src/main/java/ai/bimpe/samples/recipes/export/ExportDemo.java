package ai.bimpe.samples.recipes.export;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import ai.bimpe.samples.recipes.demo.DemoConnection;
import ai.bimpe.samples.recipes.demo.DemoSimulator;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;

/**
 * An agent of the simulator who has talked to many. It is the same in every run, so that
 * an export that was interrupted goes on in the next.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class ExportDemo {

	private static final int CONVERSATIONS = 600;

	private static final int CONCURRENCY = 4;

	private static final Instant BEGINNING = Instant.parse("2026-01-01T09:00:00Z");

	// Whatever the environment names: an export of real conversations is not to be
	// written
	// to.
	@Bean
	@Primary
	ExportProperties demoProperties() {
		return new ExportProperties(DemoSimulator.AGENT_ID, Path.of("target/conversations.jsonl"), CONCURRENCY);
	}

	@Bean
	Simulator simulator(ExportProperties properties) {
		DemoClock clock = new DemoClock(BEGINNING);
		Simulator simulator = Simulator.builder().clock(clock).idSeed(7).answering(false).withoutRateLimits().start();
		simulator.newAgentWithId(properties.agentId(), "Pia");
		for (int i = 1; i <= CONVERSATIONS; i++) {
			clock.advance(Duration.ofMinutes(5));
			SimulatedConversation conversation = simulator.agent(properties.agentId()).newConversation("Customer " + i);
			for (int turn = 0; turn < i % 7; turn++) {
				clock.advance(Duration.ofSeconds(20));
				conversation.receives("Do you have a table at " + (12 + turn) + "?");
				conversation.says("Not at " + (12 + turn) + ".");
			}
		}
		clock.runOn();
		// So that one can watch.
		simulator.on("listMessages").delay(Duration.ofMillis(100));
		return simulator;
	}

	@Bean
	DemoConnection demoConnection(Simulator simulator) {
		return new DemoConnection(simulator);
	}

}
