package ai.bimpe.documentation;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the commands of a page in a directory of its own, one after the other. What they
 * start is the samples and the simulator as they were packaged, on free ports; the
 * quickstart stands in for the application of the reader.
 */
final class CommandRunner implements AutoCloseable {

	/** What each program prints once it has done what it is for, or is ready for it. */
	private static final Map<String, String> PRINTS = Map.of("application.jar", "Done: ",
			"samples/quickstart/target/quickstart.jar", "Done: ", "samples/support-inbox/target/support-inbox.jar",
			"Sign in as", "samples/recipes/target/recipes.jar", "Ctrl+C ends it", "bimpeai-simulator-0-standalone.jar",
			"BimpeAI simulator at");

	/** No command runs for long enough to earn what the optimizing compiler costs. */
	private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final List<Process> processes = new ArrayList<>();

	/** Those of the page, and the free ones that are used instead. */
	private final Map<String, Integer> ports = new HashMap<>();

	private Path directory;

	CommandRunner(Path directory) throws IOException {
		this.directory = directory;
		Files.copy(ProjectFiles.ROOT.resolve("samples/quickstart/target/quickstart.jar"),
				directory.resolve("application.jar"));
		try (DirectoryStream<Path> jars = Files
			.newDirectoryStream(ProjectFiles.ROOT.resolve("bimpeai-simulator/target"), "*-standalone.jar")) {
			Files.copy(jars.iterator().next(), directory.resolve("bimpeai-simulator-0-standalone.jar"));
		}
	}

	/**
	 * Run a command, unless it is one that is only looked up.
	 * @param words the command
	 */
	void run(List<String> words) throws IOException, InterruptedException {
		switch (words.get(0)) {
			case "cd" -> {
				this.directory = this.directory.resolve(words.get(1));
				assertThat(this.directory).isDirectory();
			}
			case "curl" -> curl(CurlRequest.parse(words));
			case "java" -> java(words);
			default -> assertThat(CommandChecker.isOnlyLookedUp(words.get(0))).as(words.get(0)).isTrue();
		}
	}

	private void curl(CurlRequest curl) throws IOException, InterruptedException {
		assertThat(this.ports).as("what listens").containsKey(curl.host());
		HttpResponse<String> response = curl.send(this.ports.getOrDefault(curl.host(), 0));
		assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
		assertThat(JsonMapper.shared().readTree(response.body())).isNotEmpty();
	}

	private void java(List<String> words) throws IOException, InterruptedException {
		if (words.stream().anyMatch((word) -> word.startsWith("-XX:AOTCache")) && Runtime.version().feature() < 25) {
			return;
		}
		List<String> command = new ArrayList<>();
		// Square brackets are around what can be left out.
		words.forEach((word) -> command.add(word.replaceAll("[\\[\\]]", "").replace("<version>", "0")));
		String jar = command.get(command.indexOf("-jar") + 1);
		boolean ends = words.contains("-Djarmode=tools") || words.contains("-Dspring.context.exit=onRefresh");
		String printed = ends ? "" : PRINTS.getOrDefault(jar, "nothing is known of " + jar);
		int port = command.indexOf("--port") + 1;
		String host = "localhost:" + ((port > 0) ? command.set(port, "0") : "8080");
		command.set(command.indexOf(jar),
				jar.startsWith("samples/") ? ProjectFiles.ROOT.resolve(jar).toRealPath().toString() : jar);
		command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(1, QUICK_START);
		String output = run(command, ends, printed);
		Matcher address = ADDRESS.matcher(output);
		if (port > 0 && address.find()) {
			this.ports.put(host, Integer.valueOf(address.group(1)));
		}
	}

	private String run(List<String> command, boolean ends, String printed) throws IOException {
		Path output = Files.createTempFile(this.directory, "output", ".txt");
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().keySet().removeIf((name) -> name.matches("(BIMPEAI|SPRING|SERVER|INBOX)_.*"));
		builder.environment().put("SERVER_PORT", "0");
		Process process = builder.start();
		this.processes.add(process);
		await().atMost(PATIENCE)
			.until(() -> !process.isAlive() || (!ends && Files.readString(output).contains(printed)));
		String text = Files.readString(output);
		assertThat(text).as("%s", command).contains(printed);
		assertThat(process.isAlive() || process.exitValue() == 0).as(text).isTrue();
		return text;
	}

	@Override
	public void close() {
		this.processes.forEach(Process::destroyForcibly);
	}

}
