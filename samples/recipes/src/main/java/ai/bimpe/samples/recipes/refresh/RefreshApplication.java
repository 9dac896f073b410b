package ai.bimpe.samples.recipes.refresh;

import ai.bimpe.samples.recipes.batch.GracefulStop;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Keeps the knowledge bases of an agent in step with the text files of a folder, every
 * night or, with {@code --once}, at once. It shows how to bring a server up to date so
 * that it can be interrupted at any point:
 * <ul>
 * <li>{@link FolderKnowledgeBases} asks the server what it has, and keeps no books of its
 * own</li>
 * <li>{@link TextSplitter} cuts a file of any size into what a knowledge base can hold,
 * without reading it as a whole</li>
 * <li>{@link Refresh} changes only what is different</li>
 * </ul>
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(GracefulStop.class)
public class RefreshApplication {

	/**
	 * Refresh every night, or once.
	 * @param args {@code --once}, and properties such as
	 * {@code --refresh.folder=handbook}
	 */
	public static void main(String[] args) {
		ConfigurableApplicationContext context = start(args);
		if (new DefaultApplicationArguments(args).containsOption("once")) {
			System.exit(once(context));
		}
	}

	static ConfigurableApplicationContext start(String... args) {
		return new SpringApplicationBuilder(RefreshApplication.class).properties("spring.config.name=refresh")
			.run(args);
	}

	static int once(ConfigurableApplicationContext context) {
		try (context) {
			return context.getBean(RefreshCommand.class).run() ? 0 : 1;
		}
	}

}
