package ai.bimpe.samples.recipes.reminders;

import java.time.Clock;
import java.time.ZoneId;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Rings customers to remind them of their appointments. It shows how to do what cannot be
 * undone:
 * <ul>
 * <li>{@link CallRepository} writes down that a call is about to be made before it is
 * made</li>
 * <li>{@link Dialler} makes it, and knows which failures leave open whether a telephone
 * has rung</li>
 * <li>{@link Reminders} looks those up in the call log before anything else, and watches
 * each call to its end</li>
 * </ul>
 * The API takes a number and nothing more: what the agent says about the appointment
 * comes from its workflow, or from a tool as in the recipe about orders.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class RemindersApplication {

	/**
	 * Start the application.
	 * @param args properties, such as {@code --spring.profiles.active=demo}
	 */
	public static void main(String[] args) {
		new SpringApplicationBuilder(RemindersApplication.class).properties("spring.config.name=reminders").run(args);
	}

	@Bean
	Clock clock() {
		return Clock.system(ZoneId.systemDefault());
	}

}
