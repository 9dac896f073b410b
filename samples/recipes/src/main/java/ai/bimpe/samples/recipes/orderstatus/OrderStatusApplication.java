package ai.bimpe.samples.recipes.orderstatus;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Lets an agent look up orders in your own system. It shows both halves of a tool:
 * <ul>
 * <li>{@link OrderController} is the endpoint that the agent calls, and
 * {@link SecretFilter} keeps everybody else out</li>
 * <li>{@link OrderTool} tells the agent about it, once, however often the application
 * starts</li>
 * </ul>
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class OrderStatusApplication {

	/**
	 * Start the application.
	 * @param args properties, such as {@code --spring.profiles.active=demo}
	 */
	public static void main(String[] args) {
		new SpringApplicationBuilder(OrderStatusApplication.class).properties("spring.config.name=order-status")
			.run(args);
	}

}
