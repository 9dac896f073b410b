package ai.bimpe.documentation;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.tools.JavaFileObject;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the application and the test in {@code docs/getting-started.md} do what the
 * page says, file by file as they are.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class GettingStartedPageTests {

	private static final String PACKAGE = "com.example";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final MarkdownFile page = MarkdownFile.named("docs/getting-started.md");

	private final ClassLoader before = Thread.currentThread().getContextClassLoader();

	@TempDir
	private Path project = Path.of("");

	private URLClassLoader classes = new URLClassLoader(new URL[0]);

	@BeforeEach
	void useClassesOfTheProject() throws IOException {
		this.classes = new URLClassLoader(new URL[] { this.project.toUri().toURL() }, this.before);
		Thread.currentThread().setContextClassLoader(this.classes);
	}

	@AfterEach
	void useClassesOfTheTest() throws IOException {
		Thread.currentThread().setContextClassLoader(this.before);
		this.classes.close();
	}

	@Test
	void everyBlockIsWholeFile() {
		assertThat(this.page.blocks("java").map(CodeBlock::text))
			.allMatch((text) -> text.startsWith("package " + PACKAGE + ";"));
	}

	@Test
	void firstListenerPrintsWhatThePageShows(CapturedOutput output) throws Exception {
		compile(0, "FrontDeskApplication", "FirstSteps", "FrontDesk");
		List<String> shown = this.page.blocks("text").findFirst().orElseThrow().lines();
		assertThat(shown).hasSize(4);
		try (ConfigurableApplicationContext context = start()) {
			assertThat(context.isRunning()).isTrue();
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(output.getOut())
					.matches("(?s).*" + shown.stream().map(this::pattern).collect(Collectors.joining(".*")) + ".*"));
		}
	}

	@Test
	void testOfThePageSucceeds() throws Exception {
		compile(1, "FrontDeskApplication", "FirstSteps", "FrontDesk", "FrontDeskTests");
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create()
			.execute(LauncherDiscoveryRequestBuilder.request()
				.selectors(DiscoverySelectors.selectClass(this.classes.loadClass(PACKAGE + ".FrontDeskTests")))
				.build(), listener);
		assertThat(listener.getSummary().getFailures()).extracting(Failure::getException).isEmpty();
		assertThat(listener.getSummary().getTestsSucceededCount()).isOne();
	}

	@Test
	void streamOfThePageIsLiveOnTheEmbeddedSimulator() throws Exception {
		compile(1, "FrontDeskApplication", "FrontDesk");
		Path configuration = Files.writeString(this.project.resolve("application.yaml"),
				this.page.blocks("yaml").findFirst().orElseThrow().text());
		try (ConfigurableApplicationContext context = start("--spring.config.location=" + configuration.toUri())) {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).find("frontdesk").orElseThrow();
			await().atMost(PATIENCE).until(() -> stream.state() == StreamState.LIVE);
			assertThat(context.getBean(Simulator.class).hasAgent("agt_1")).isTrue();
		}
	}

	/**
	 * Compile classes of the page.
	 * @param version which of several versions of a class to use, counted from 0; the
	 * last one when there are not so many
	 * @param names the names of the classes
	 */
	private void compile(int version, String... names) {
		Map<String, List<String>> files = this.page.blocks("java")
			.map(CodeBlock::text)
			.collect(Collectors.groupingBy((text) -> JavaBlockSource.types(text).iterator().next()));
		assertThat(files).containsKeys(names);
		List<JavaFileObject> sources = Set.of(names).stream().map((name) -> {
			List<String> versions = files.getOrDefault(name, List.of());
			return SourceCompiler.source(PACKAGE + "." + name, versions.get(Math.min(version, versions.size() - 1)));
		}).toList();
		assertThat(SourceCompiler.compile(sources, this.project)).isEmpty();
	}

	// Without the key that the machine may have.
	private ConfigurableApplicationContext start(String... arguments) throws ClassNotFoundException {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		SpringApplication application = new SpringApplication(
				this.classes.loadClass(PACKAGE + ".FrontDeskApplication"));
		application.setEnvironment(environment);
		application.setWebApplicationType(WebApplicationType.NONE);
		return application.run(arguments);
	}

	// Ports, ids and versions differ.
	private String pattern(String line) {
		return Pattern.quote(line).replaceAll("(?<=127\\.0\\.0\\.1:)\\d+|(?<=agent )cms\\w+|…", "\\\\E[^\n ]*\\\\Q");
	}

}
