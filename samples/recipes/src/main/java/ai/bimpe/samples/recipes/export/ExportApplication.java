package ai.bimpe.samples.recipes.export;

import java.time.Clock;

import ai.bimpe.samples.recipes.batch.GracefulStop;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Writes all conversations of an agent with all their messages to a file of JSON Lines.
 * It shows how to read thousands of items
 * <ul>
 * <li>within the rate limit: {@code export.yaml} has the client pace itself</li>
 * <li>in little memory: {@link Export} asks for a page when there is room for it</li>
 * <li>so that it can be interrupted at any point: {@link ExportFile} finds in the file
 * itself where to go on</li>
 * </ul>
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(GracefulStop.class)
public class ExportApplication {

	/**
	 * Export, and exit with code 0 when the file is complete.
	 * @param args properties, such as {@code --export.file=conversations.jsonl}
	 */
	public static void main(String[] args) {
		System.exit(run(args));
	}

	static int run(String... args) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ExportApplication.class)
			.properties("spring.config.name=export")
			.run(args)) {
			return context.getBean(ExportCommand.class).run();
		}
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
