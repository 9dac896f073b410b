package ai.bimpe.samples.recipes.restaurant;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

import ai.bimpe.samples.recipes.demo.DemoDatabase;
import ai.bimpe.samples.recipes.demo.DemoSimulator;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.SimulatedMessage;
import ai.bimpe.simulator.Simulator;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

/**
 * Three customers of the simulator, in place of real ones.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@Import({ DemoSimulator.class, DemoDatabase.class })
class RestaurantDemo {

	@Bean
	ApplicationRunner customers(Simulator simulator, Clock clock, @Value("${restaurant.agent-id}") String agentId) {
		return (args) -> {
			// One evening for all of them, also when they ask around midnight.
			String text = "Hello, do you have a table for 6 on " + LocalDate.now(clock).plusDays(1) + "?";
			for (String name : List.of("Ada", "Noor", "Tomi")) {
				SimulatedConversation conversation = simulator.agent(agentId).newConversation(name);
				System.out.println(name + ": " + text);
				conversation.receives(text);
				System.out.println("Restaurant: " + answer(conversation));
			}
			System.out.println("The restaurant stays open. Ctrl+C ends it.");
		};
	}

	private static String answer(SimulatedConversation conversation) throws InterruptedException {
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (System.nanoTime() < end) {
			List<SimulatedMessage> messages = conversation.messages();
			SimulatedMessage last = messages.get(messages.size() - 1);
			if ("assistant".equals(last.role())) {
				return last.text();
			}
			Thread.sleep(100);
		}
		throw new IllegalStateException("The restaurant did not answer");
	}

}
