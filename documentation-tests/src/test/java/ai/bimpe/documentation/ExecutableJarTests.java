package ai.bimpe.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what {@code docs/streaming.md} says about the class loader of threads, in an
 * executable jar, where it is another than that of the JVM. The jar is that of the
 * quickstart, with another application.
 */
class ExecutableJarTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	@TempDir
	Path directory;

	@Test
	void threadsOfStreamHaveTheClassLoaderOfTheApplication() throws Exception {
		haveTheClassLoaderOfTheApplication("platform");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Virtual threads need Java 21")
	void virtualThreadsOfStreamHaveTheClassLoaderOfTheApplication() throws Exception {
		haveTheClassLoaderOfTheApplication("virtual", "--spring.threads.virtual.enabled=true");
	}

	private void haveTheClassLoaderOfTheApplication(String threads, String... arguments) throws Exception {
		Path output = this.directory.resolve("output.txt");
		try (Simulator simulator = Simulator.builder().answering(false).start()) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			List<String> command = new ArrayList<>(
					List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
							"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar().toString(),
							"--bimpeai.api-key=" + simulator.apiKey(), "--bimpeai.base-url=" + simulator.baseUrl(),
							"--agent=" + conversation.agentId(), "--conversation=" + conversation.id()));
			command.addAll(List.of(arguments));
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			try {
				simulator.awaitOpenStreams(1, PATIENCE);
				conversation.receives("Hello");
				String application = " thread: class loader of the application (LaunchedClassLoader)";
				await().atMost(PATIENCE)
					.untilAsserted(() -> assertThat(reports(output)).containsExactlyInAnyOrder(
							"Opener on a platform thread: class loader of the JVM (AppClassLoader)",
							"StreamConnectedEvent on a platform" + application,
							"StreamStateChangedEvent on a platform" + application,
							"MessageReceivedEvent on a " + threads + application));
			}
			finally {
				process.destroyForcibly().waitFor();
			}
		}
	}

	private static Set<String> reports(Path output) {
		return ProjectFiles.read(output)
			.lines()
			.filter((line) -> line.startsWith("REPORT "))
			.map((line) -> line.substring("REPORT ".length()))
			.collect(Collectors.toSet());
	}

	private Path jar() throws IOException {
		Path jar = this.directory.resolve("application.jar");
		Files.copy(ProjectFiles.ROOT.resolve("samples/quickstart/target/quickstart.jar"), jar);
		Class<?> application = ExecutableJarApplication.class;
		try (FileSystem files = FileSystems.newFileSystem(jar)) {
			Path descriptor = files.getPath("META-INF/MANIFEST.MF");
			Manifest manifest = new Manifest();
			try (InputStream input = Files.newInputStream(descriptor)) {
				manifest.read(input);
			}
			manifest.getMainAttributes().putValue("Start-Class", application.getName());
			try (OutputStream stream = Files.newOutputStream(descriptor)) {
				manifest.write(stream);
			}
			Path target = Files
				.createDirectories(files.getPath("BOOT-INF/classes", application.getPackageName().replace('.', '/')));
			Path classes = Path.of("target/test-classes", application.getPackageName().replace('.', '/'));
			try (DirectoryStream<Path> compiled = Files.newDirectoryStream(classes,
					application.getSimpleName() + "*.class")) {
				for (Path file : compiled) {
					Files.copy(file, target.resolve(file.getFileName().toString()));
				}
			}
		}
		return jar;
	}

}
