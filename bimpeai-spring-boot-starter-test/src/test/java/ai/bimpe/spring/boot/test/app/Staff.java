package ai.bimpe.spring.boot.test.app;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIClientCustomizer;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;
import ai.bimpe.spring.stream.MessageReceivedEvent;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.RestController;

/**
 * The components of the application to test. Not nested in it, where they would be part
 * of its configuration.
 */
public final class Staff {

	private Staff() {
	}

	/**
	 * Answers who asks for a table.
	 */
	@Component
	public static class BookingListener {

		private final BimpeAI bimpeai;

		public BookingListener(BimpeAI bimpeai) {
			this.bimpeai = bimpeai;
		}

		@EventListener
		void on(MessageReceivedEvent event) {
			String text = event.message().message();
			if (MessageRole.USER.equals(event.message().role()) && text != null && text.startsWith("A table")) {
				this.bimpeai.conversations().setAiStatus(event.agentId(), event.conversationId(), true);
				this.bimpeai.conversations()
					.messages()
					.send(event.agentId(), event.conversationId(),
							SendMessageRequest.builder()
								.message("Confirmed: " + text)
								.role(MessageRole.ASSISTANT)
								.build());
			}
		}

	}

	/**
	 * Hears everything as well, but names the class in the annotation.
	 */
	@Component
	public static class Auditor {

		@EventListener(MessageReceivedEvent.class)
		void on() {
		}

	}

	/**
	 * Hears what its superclass hears.
	 */
	@Component
	public static class NightAuditor extends Auditor {

	}

	/**
	 * Listens to something else.
	 */
	@Component
	public static class Opening {

		@EventListener
		void on(ApplicationStartedEvent event) {
		}

	}

	/**
	 * A customizer of the client.
	 */
	@Component
	public static class House implements BimpeAIClientCustomizer {

		@Override
		public void customize(BimpeAIBuilder<?> builder) {
			builder.defaultHeader("X-House", "Kestrel");
		}

	}

	/**
	 * Not for a slice.
	 */
	@Service
	public static class Kitchen {

	}

	/**
	 * Not for a slice.
	 */
	@RestController
	public static class Menu {

	}

	/**
	 * Leads to the network, which no test may reach.
	 */
	@Configuration(proxyBeanMethods = false)
	public static class Production {

		@Bean
		BimpeAIConnectionDetails productionDetails() {
			return () -> "sk_production";
		}

	}

}
