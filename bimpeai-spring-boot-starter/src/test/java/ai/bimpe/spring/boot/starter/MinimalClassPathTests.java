package ai.bimpe.spring.boot.starter;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that an application works with the starter and nothing else: no Actuator, no
 * Spring Integration, no meter registry, no transactions, no simulator.
 */
class MinimalClassPathTests {

	/** Everything that dependencies of the starter may bring. */
	private static final Pattern DECLARED = Pattern
		.compile("bimpeai-(client|spring|spring-boot-autoconfigure|spring-boot-starter)-\\d.*"
				+ "|spring-(webflux|web|core|beans|context|aop|expression|retry)-[\\d.]+\\.jar"
				+ "|spring-boot-[\\d.]+\\.jar|spring-boot-(autoconfigure|http-client|http-codec|http-converter|jackson"
				+ "|reactor|webclient|starter|starter-logging|starter-jackson|starter-webclient)-[\\d.]+\\.jar"
				+ "|(reactor|reactive-streams|netty|commons-logging|jspecify)-.*"
				+ "|jackson-(core|databind)-3.*|jackson-annotations-2.*"
				+ "|micrometer-(observation|commons)-[\\d.]+\\.jar|context-propagation-.*"
				+ "|(logback|slf4j|log4j-api|log4j-to-slf4j|jul-to-slf4j|jakarta.annotation-api|snakeyaml)-.*");

	private static final Predicate<String> TESTS_ONLY = Pattern.compile("reactor-test-.*|.*simulator.*")
		.asMatchPredicate();

	@TempDir
	Path directory;

	private final Simulator simulator = Simulator.start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Support").newConversation();

	@AfterEach
	void close() {
		this.simulator.close();
	}

	@Test
	void callAndStreamWorkWithTheDependenciesOfTheStarterAlone() throws Exception {
		Path output = this.directory.resolve("output");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx160m", "-cp",
				String.join(File.pathSeparator, classPath()), MinimalApplication.class.getName(),
				"--bimpeai.api-key=" + this.simulator.apiKey(), "--bimpeai.base-url=" + this.simulator.baseUrl(),
				"--bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId(),
				"--bimpeai.streams.front-desk.conversation-id=" + this.conversation.id())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			await().atMost(Duration.ofSeconds(60))
				.failFast(() -> !process.isAlive())
				.untilAsserted(() -> assertThat(output).content().contains("AGENT Support"));
			this.simulator.awaitOpenStreams(1, Duration.ofSeconds(60));
			this.conversation.receives("Where is my parcel?");
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(output).content().contains("HEARD Where is my parcel?"));
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private static List<String> classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(MinimalClassPathTests::isDeclared)
			.toList();
	}

	private static boolean isDeclared(String entry) {
		Path path = Path.of(entry);
		String name = path.getFileName().toString();
		return name.equals("test-classes") || (name.equals("classes") && !entry.contains("simulator"))
				|| (DECLARED.matcher(name).matches() && !TESTS_ONLY.test(name));
	}

}
