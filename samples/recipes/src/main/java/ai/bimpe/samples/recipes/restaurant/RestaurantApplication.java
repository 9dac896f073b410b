package ai.bimpe.samples.recipes.restaurant;

import java.time.Clock;
import java.time.ZoneId;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/**
 * Books tables for the customers of an agent. It shows how to take part in conversations
 * so that nothing is lost and nothing happens twice:
 * <ul>
 * <li>{@link BookingListener} bears a message that it knows already, because delivery is
 * at least once</li>
 * <li>{@link BookingRepository} remembers with each message what came of it</li>
 * <li>checkpoints are kept in the same database, so that a restart misses nothing</li>
 * </ul>
 */
@SpringBootApplication
public class RestaurantApplication {

	/**
	 * Start the application.
	 * @param args properties, such as {@code --spring.profiles.active=demo}
	 */
	public static void main(String[] args) {
		new SpringApplicationBuilder(RestaurantApplication.class).properties("spring.config.name=restaurant").run(args);
	}

	@Bean
	Clock clock() {
		return Clock.system(ZoneId.systemDefault());
	}

}
