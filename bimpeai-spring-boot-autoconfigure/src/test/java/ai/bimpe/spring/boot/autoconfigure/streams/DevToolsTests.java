package ai.bimpe.spring.boot.autoconfigure.streams;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.spring.boot.autoconfigure.TestProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that Spring Boot's DevTools can restart an application with streams. The classes
 * of the application are loaded anew, those of the starter are not.
 */
class DevToolsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	/** The build copies it there, as on the class path it would restart other tests. */
	private static final Path DEV_TOOLS = Path.of("target/devtools/spring-boot-devtools.jar");

	private final Desk desk = new Desk();

	private final List<String> lines = new CopyOnWriteArrayList<>();

	@TempDir
	private Path settings = Path.of("");

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void restartStopsTheStreamsAndStartsThemForTheNewListeners() throws Exception {
		TestProcess process = start();
		try {
			this.desk.simulator.awaitOpenStreams(1, PATIENCE);
			this.desk.receives("one", "restart");
			awaitLine("GENERATION 2 received 'meanwhile'");
			this.desk.receives("two");
			awaitLine("GENERATION 2 received 'two'");
			assertThat(this.lines).containsExactly(received(1, "one"), received(1, "restart"), "CLOSED 1",
					received(2, "meanwhile"), received(2, "two"));
			this.desk.simulator.awaitOpenStreams(1, PATIENCE);
			// That of the stream, and one for calls.
			await().atMost(PATIENCE).until(() -> this.desk.simulator.openConnections() <= 2);
			assertThat(process.stop()).isTrue();
			assertThat(this.lines).last().isEqualTo("CLOSED 2");
		}
		finally {
			process.kill();
		}
	}

	private TestProcess start() throws Exception {
		Path properties = this.settings.resolve("META-INF/spring-devtools.properties");
		Files.createDirectories(properties.getParent());
		// In an application they are jars, which DevTools does not load anew.
		Files.writeString(properties, "restart.exclude.bimpeai=/bimpeai-[\\\\w-]+/target/classes/");
		String classPath = String.join(File.pathSeparator, this.settings.toString(),
				DEV_TOOLS.toAbsolutePath().toString(),
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
		return new TestProcess(List.of("-cp", classPath), RestartedApplication.class,
				List.of("--bimpeai.api-key=" + this.desk.simulator.apiKey(),
						"--bimpeai.base-url=" + this.desk.simulator.baseUrl(),
						"--bimpeai.streams.front-desk.agent-id=" + this.desk.conversation.agentId(),
						"--bimpeai.streams.front-desk.conversation-id=" + this.desk.conversation.id(),
						"--spring.main.web-application-type=none", "--spring.main.banner-mode=off"),
				this::hear);
	}

	private void hear(String line) {
		if (line.startsWith("GENERATION ") || line.startsWith("CLOSED ")) {
			this.lines.add(line);
		}
		if (line.equals("CLOSED 1")) {
			this.desk.receives("meanwhile");
		}
	}

	private void awaitLine(String start) {
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.lines).anySatisfy((line) -> assertThat(line).startsWith(start)));
	}

	private static String received(int generation, String text) {
		return "GENERATION " + generation + " received '" + text + "', threads of the one before: []";
	}

}
