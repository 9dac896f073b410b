package ai.bimpe.spring.boot.starter;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.spring.stream.MessageReceivedEvent;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/**
 * Makes a call, and says what it hears on its stream.
 */
@SpringBootApplication
public class MinimalApplication {

	@Bean
	ApplicationRunner call(BimpeAI bimpeai) {
		return (arguments) -> {
			for (Agent agent : bimpeai.agents().list(ListQuery.create())) {
				System.out.println("AGENT " + agent.name());
			}
		};
	}

	@EventListener
	void on(MessageReceivedEvent event) {
		System.out.println("HEARD " + event.message().message());
	}

	public static void main(String[] arguments) {
		SpringApplication.run(MinimalApplication.class, arguments);
	}

}
