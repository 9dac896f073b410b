package ai.bimpe.samples.recipes.handover;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Brings people into conversations when customers ask for them. It shows how to go by the
 * state of the API instead of by messages, so that nobody is forgotten:
 * <ul>
 * <li>{@link Escalations} finds the conversations that need attention, pauses their AI
 * and publishes a {@link HandoverRequestedEvent}</li>
 * <li>{@link EscalationMail} tells the team by e-mail</li>
 * <li>{@link SupportDesk} is where a person answers, and lets the AI go on</li>
 * </ul>
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class HandoverApplication {

	/**
	 * Start the application.
	 * @param args properties, such as {@code --spring.profiles.active=demo}
	 */
	public static void main(String[] args) {
		new SpringApplicationBuilder(HandoverApplication.class).properties("spring.config.name=handover").run(args);
	}

}
