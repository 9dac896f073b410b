package ai.bimpe.samples.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import ai.bimpe.samples.recipes.export.ExportApplication;
import ai.bimpe.samples.recipes.handover.HandoverApplication;
import ai.bimpe.samples.recipes.orderstatus.OrderStatusApplication;
import ai.bimpe.samples.recipes.refresh.RefreshApplication;
import ai.bimpe.samples.recipes.reminders.RemindersApplication;
import ai.bimpe.samples.recipes.restaurant.RestaurantApplication;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes each recipe ahead of time and compiles what that generates, as the goal
 * {@code process-aot} of Spring Boot's plugin does, but all in one JVM.
 */
class AheadOfTimeTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@ValueSource(classes = { ExportApplication.class, HandoverApplication.class, OrderStatusApplication.class,
			RefreshApplication.class, RemindersApplication.class, RestaurantApplication.class })
	void processesTheRecipeAheadOfTime(Class<?> application) throws IOException {
		Path sources = this.directory.resolve("sources");
		Path classes = this.directory.resolve("classes");
		ClassName initializer = new SpringApplicationAotProcessor(application,
				Settings.builder()
					.sourceOutput(sources)
					.resourceOutput(this.directory.resolve("resources"))
					.classOutput(classes)
					.groupId("ai.bimpe")
					.artifactId("recipes")
					.build(),
				new String[0])
			.process();
		compile(sources, classes);
		assertThat(classes.resolve(initializer.canonicalName().replace('.', '/') + ".class")).exists();
	}

	private static void compile(Path sources, Path classes) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp",
				classes + System.getProperty("path.separator")
						+ System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

}
