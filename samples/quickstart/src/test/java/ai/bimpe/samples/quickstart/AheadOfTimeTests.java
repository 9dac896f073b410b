package ai.bimpe.samples.quickstart;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the packaged quickstart, run as it was processed ahead of time. Run when the
 * jar is there, which was built without a key.
 */
@Timeout(120)
class AheadOfTimeTests {

	@TempDir
	Path directory;

	@Test
	void hearsTheAnswerFromTheEmbeddedSimulator() throws Exception {
		Path output = this.directory.resolve("output");
		assertThat(run(output, Map.of())).as(() -> read(output)).isZero();
		assertThat(output).content()
			.containsSubsequence("using the embedded BimpeAI simulator", "2. Created the agent",
					"Heard from user: How much is a Margherita?", "Heard from assistant: ", "12 euros", "Done");
	}

	@Test
	void usesTheApiItselfWhenThereIsKeyNow() throws Exception {
		Path output = this.directory.resolve("output");
		try (Simulator api = Simulator.start()) {
			assertThat(run(output, Map.of("BIMPEAI_API_KEY", "sk_real", "BIMPEAI_BASE_URL", api.baseUrl())))
				.as(() -> read(output))
				.isZero();
			assertThat(output).content().doesNotContain("embedded", "sk_real").contains("Done");
			assertThat(api.requests("createAgent")).hasSize(1);
		}
	}

	private static int run(Path output, Map<String, String> environment) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Dspring.aot.enabled=true", "-jar",
						new File("target", "quickstart.jar").getPath()))
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().remove("BIMPEAI_API_KEY");
		builder.environment().putAll(environment);
		Process process = builder.start();
		try {
			return process.waitFor(90, TimeUnit.SECONDS) ? process.exitValue() : -1;
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String read(Path output) {
		try {
			return Files.readString(output);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

}
