package ai.bimpe.samples.recipes.orderstatus;

import java.nio.charset.StandardCharsets;
import java.util.List;

import ai.bimpe.samples.recipes.demo.DemoSimulator;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Asks as the agent would: the simulator keeps the tool and never calls it.
 */
@Component
@Profile("demo")
@Import(DemoSimulator.class)
class OrderStatusDemo {

	private final OrderStatusProperties properties;

	OrderStatusDemo(OrderStatusProperties properties) {
		this.properties = properties;
	}

	@EventListener(ApplicationReadyEvent.class)
	void ask() {
		for (String number : List.of("20418", "4711")) {
			System.out.println("Agent asks for order " + number + ": " + ask(number, this.properties.secret()));
		}
		System.out.println("Somebody else asks: " + ask("20418", "a guess"));
		System.out.println("The endpoint stays open at " + this.properties.publicUrl() + ". Ctrl+C ends it.");
	}

	private String ask(String number, String secret) {
		return RestClient.create(this.properties.publicUrl().toString())
			.get()
			.uri("/orders/{number}", number)
			.header(SecretFilter.HEADER, secret)
			.exchangeForRequiredValue((request, response) -> response.getStatusCode().value() + " "
					+ new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
	}

}
