package ai.bimpe.spring.boot.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a client is open until nothing uses one of its faces any more, also in an
 * application that was processed ahead of time.
 */
@Timeout(240)
class ClosingOrderTests {

	private static final String CLASS_PATH = System.getProperty("surefire.test.class.path",
			System.getProperty("java.class.path"));

	private final Simulator simulator = Simulator.start();

	private final String[] properties = { "--bimpeai.base-url=" + this.simulator.baseUrl(), "--bimpeai.api-key=sk_main",
			"--bimpeai.accounts.acme.api-key=sk_acme" };

	@TempDir
	Path directory;

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void clientsOfTheStarterCanBeUsedToTheEnd(boolean aheadOfTime) throws Exception {
		run(FarewellApplication.class, aheadOfTime);
		assertThat(guests()).containsExactlyInAnyOrder("reactive", "blocking", "reactive of acme", "blocking of acme",
				"annotated", "closeable", "lifecycle");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void clientOfTheApplicationCanBeUsedToTheEnd(boolean aheadOfTime) throws Exception {
		run(FarewellOfOwnClientApplication.class, aheadOfTime);
		assertThat(guests()).containsExactlyInAnyOrder("reactive", "blocking");
	}

	private List<String> guests() {
		return this.simulator.requests("listAgents").stream().map((request) -> request.query("guest")).toList();
	}

	private void run(Class<?> application, boolean aheadOfTime) throws Exception {
		if (aheadOfTime) {
			process(application);
			runProcessed(application);
		}
		else {
			application.getMethod("main", String[].class).invoke(null, (Object) this.properties);
		}
	}

	// What was processed is found in a process of its own only, beside the application.
	private void runProcessed(Class<?> application) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-XX:+UseSerialGC", "-Dspring.aot.enabled=true", "-Dspring.reactor.netty.shutdown-quiet-period=0s",
				"-cp", classes() + File.pathSeparator + CLASS_PATH, application.getName()));
		command.addAll(List.of(this.properties));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output").toFile())
			.start();
		try {
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).as(Files.readString(this.directory.resolve("output"))).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private void process(Class<?> application) throws IOException {
		Path sources = this.directory.resolve("sources");
		Settings settings = Settings.builder()
			.sourceOutput(sources)
			.resourceOutput(classes())
			.classOutput(classes())
			.groupId("test")
			.artifactId("test")
			.build();
		new SpringApplicationAotProcessor(application, settings, this.properties).process();
		List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-parameters", "-d",
				classes().toString(), "-cp", classes() + File.pathSeparator + CLASS_PATH));
		try (Stream<Path> files = Files.walk(sources)) {
			files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

	private Path classes() {
		return this.directory.resolve("classes");
	}

}
