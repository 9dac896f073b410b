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

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

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

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void applicationPublishesWhatRulesAskFor(boolean histograms) {
		PublishedSeries.check(histograms, this.rules.stream().map((rule) -> String.valueOf(rule.get("expr"))).toList());
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
