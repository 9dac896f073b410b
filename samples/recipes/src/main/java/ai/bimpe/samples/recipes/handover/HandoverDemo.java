package ai.bimpe.samples.recipes.handover;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ai.bimpe.samples.recipes.demo.DemoDatabase;
import ai.bimpe.samples.recipes.demo.DemoSimulator;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * A customer of the simulator, a mail server that prints, and a person who answers.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@Import({ DemoSimulator.class, DemoDatabase.class })
class HandoverDemo {

	@Bean
	ApplicationRunner scene(Simulator simulator, HandoverProperties properties, SupportDesk desk, PrintedMail mail) {
		return (args) -> {
			SimulatedConversation conversation = simulator.agent(properties.agentId()).newConversation("Noor");
			System.out.println("Noor: The lamp is broken. I would like to talk to a person.");
			conversation.receives("The lamp is broken. I would like to talk to a person.");
			if (!mail.sent.await(30, TimeUnit.SECONDS)) {
				throw new IllegalStateException("The team was not told");
			}
			System.out.println("A person: I am sorry! A new shade is on its way.");
			desk.reply(conversation.id(), "I am sorry! A new shade is on its way.", "demo");
			desk.finish(conversation.id());
			System.out.println("The AI goes on. Ctrl+C ends the demo.");
		};
	}

	@Bean
	PrintedMail printedMail() {
		return new PrintedMail();
	}

	/**
	 * In place of a mail server.
	 */
	static final class PrintedMail extends JavaMailSenderImpl {

		private final CountDownLatch sent = new CountDownLatch(1);

		@Override
		public void send(SimpleMailMessage... mails) {
			for (SimpleMailMessage mail : mails) {
				System.out.println("E-mail: " + mail.getSubject() + "\n" + mail.getText());
			}
			this.sent.countDown();
		}

	}

}
