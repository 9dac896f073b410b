package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the Prometheus rules in the documentation.
 */
class AlertRulesTests {

	/** With this variable a missing promtool is a failure. */
	private static final String SWITCH = "PROMTOOL_TESTS";

	private static final Path DIRECTORY = Path.of("../docs/alerts");

	private static final Duration SOON = Duration.ofSeconds(30);

	private final List<Map<String, Object>> rules = rules();

	private final String runbook = read("README.md");

	@Test
	void everyRuleAsksForMetersThatExistByTagsThatTheyHave() {
		PrometheusQueries documented = new PrometheusQueries();
		assertThat(this.rules).hasSizeGreaterThan(7)
			.allSatisfy((rule) -> documented.check(String.valueOf(rule.get("expr"))));
	}

	@Test
	void applicationPublishesEverySeriesThatRuleAsksFor() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
		try (Simulator simulator = Simulator.start()) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			simulator.on("issueStreamTicket").times(1).respond(503);
			simulator.on("listAgents").times(1).respond(429);
			new ApplicationContextRunner()
				.withConfiguration(
						AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
								BimpeAIMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
				.withBean(MeterRegistry.class, () -> registry)
				.withBean(ObservationRegistry.class, () -> observations)
				.withPropertyValues("bimpeai.api-key=" + simulator.apiKey(), "bimpeai.base-url=" + simulator.baseUrl(),
						"bimpeai.retry.initial-delay=1ms", "bimpeai.retry.max-delay=5ms",
						"bimpeai.streams.desk.agent-id=" + conversation.agentId(),
						"bimpeai.streams.desk.conversation-id=" + conversation.id())
				.run((context) -> {
					context.getBean(BimpeAI.class).agents().list(ListQuery.create());
					simulator.awaitOpenStreams(1, SOON);
					await().atMost(SOON)
						.untilAsserted(() -> assertThat(
								registry.scrape().lines().map((line) -> line.split("[ {]", 2)[0]).distinct())
							.containsAll(this.rules.stream()
								.flatMap((rule) -> PrometheusQueries.series(String.valueOf(rule.get("expr"))).stream())
								.distinct()
								.toList()));
				});
		}
	}

	@Test
	void everyAlertHasParagraphOfWhatToDoAndTestOfItsRule() {
		String tests = read("bimpeai-alerts-tests.yaml");
		assertThat(this.rules).allSatisfy((rule) -> {
			String alert = String.valueOf(rule.get("alert"));
			assertThat(this.runbook).contains("\n## " + alert + "\n\n");
			assertThat(rule.get("annotations")).asString()
				.contains("runbook=docs/alerts/README.md#" + alert.toLowerCase(Locale.ROOT));
			assertThat(rule.get("labels")).asString().containsPattern("severity=(critical|warning)");
			assertThat(tests).containsPattern("alertname: " + alert + "\n\\s+exp_alerts:");
		});
		assertThat(this.runbook.lines().filter((line) -> line.startsWith("## "))).hasSameSizeAs(this.rules);
	}

	@ParameterizedTest
	@ValueSource(strings = { "check rules bimpeai-alerts.yaml", "test rules bimpeai-alerts-tests.yaml" })
	void promtoolAccepts(String arguments) throws Exception {
		String promtool = Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "promtool"))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.findFirst()
			.orElse("promtool");
		Assumptions.assumeTrue(System.getenv(SWITCH) != null || new File(promtool).isAbsolute(),
				"Needs promtool, which is in the package 'prometheus' of Debian: install it to run this test");
		Process process = new ProcessBuilder(
				Stream.concat(Stream.of(promtool), Arrays.stream(arguments.split(" "))).toList())
			.directory(DIRECTORY.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> rules() {
		Map<String, List<Map<String, Object>>> file = new Yaml().load(read("bimpeai-alerts.yaml"));
		return Objects.requireNonNull(file.get("groups"))
			.stream()
			.flatMap((group) -> ((List<Map<String, Object>>) Objects.requireNonNull(group.get("rules"))).stream())
			.toList();
	}

	private static String read(String file) {
		try {
			return Files.readString(DIRECTORY.resolve(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
