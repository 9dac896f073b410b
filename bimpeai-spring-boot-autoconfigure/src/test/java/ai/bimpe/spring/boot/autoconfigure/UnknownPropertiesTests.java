package ai.bimpe.spring.boot.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the log says about settings that nothing reads.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownPropertiesTests {

	private static final String NO_EFFECT = "sets no property of the BimpeAI client and has no effect";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class))
		.withPropertyValues("bimpeai.api-key=sk_key", "bimpeai.accounts.acme.api-key=sk_acme");

	@ParameterizedTest
	@CsvSource({ "bimpeai.timout, bimpeai.timeout", "bimpeai.pool.max-conections, bimpeai.pool.max-connections",
			"bimpeai.streams.pia.agent, bimpeai.streams.<name>.agent-id",
			"bimpeai.accounts.acme.max-retry, bimpeai.max-retries",
			"bimpeai.checkpoints.stores, bimpeai.checkpoints.store" })
	void misspeltPropertyIsNamedWithTheNearestOne(String name, String nearest, CapturedOutput output) {
		this.runner.withPropertyValues("bimpeai.streams.pia.agent-id=agt_1", name + "=5")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("'" + name + "' " + NO_EFFECT + ": '" + nearest + "' may be what is meant");
	}

	@Test
	void propertyThatResemblesNoneIsNamedAlone(CapturedOutput output) {
		this.runner.withPropertyValues("bimpeai.colour-of-the-house=blue").run((context) -> {
		});
		assertThat(output).contains("'bimpeai.colour-of-the-house' " + NO_EFFECT + "\n");
	}

	@ParameterizedTest
	@CsvSource({ "BIMPEAI_DEFAULT_HEADERS_X_TEAM, BIMPEAI_DEFAULTHEADERS_<KEY>",
			"BIMPEAI_MAX_RETRY, BIMPEAI_MAXRETRIES" })
	void environmentVariableThatSetsNothingIsNamed(String name, String nearest, CapturedOutput output) {
		this.runner.withInitializer(TestEnvironment.variable(name, "a")).run((context) -> {
		});
		assertThat(output).contains("The environment variable " + name + " " + NO_EFFECT)
			.contains("which is " + nearest);
	}

	@ParameterizedTest
	@ValueSource(strings = { "BIMPEAI_PORT", "BIMPEAI_SERVICE_HOST", "BIMPEAI_SERVICE_PORT",
			"BIMPEAI_SERVICE_PORT_HTTP", "BIMPEAI_PORT_8080_TCP", "BIMPEAI_PORT_8080_TCP_ADDR",
			"BIMPEAI_GATEWAY_SERVICE_HOST", "BIMPEAI_GATEWAY_SERVICE_PORT_HTTP", "BIMPEAI_GATEWAY_PORT_80_TCP_PROTO",
			"BIMPEAI_TIMEOUT", "BIMPEAI_MAXRETRIES", "BIMPEAI_STREAMS_PIA_AGENTID", "BIMPEAI_DEFAULTHEADERS_XTEAM",
			"BIMPEAI_ACCOUNTS_ACME_TIMEOUT" })
	void variablesOfKubernetesAndThoseThatAreReadAreNotNamed(String name, CapturedOutput output) {
		this.runner.withInitializer(TestEnvironment.variable(name, "5")).run((context) -> {
		});
		assertThat(output).doesNotContain(NO_EFFECT);
	}

	@Test
	void portOfServiceOfKubernetesIsNotNamed(CapturedOutput output) {
		this.runner
			.withInitializer(TestEnvironment.variables(
					Map.of("BIMPEAI_GATEWAY_SERVICE_HOST", "10.0.0.5", "BIMPEAI_GATEWAY_PORT", "tcp://10.0.0.5:80")))
			.run((context) -> {
			});
		assertThat(output).doesNotContain(NO_EFFECT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bimpeai.max-retries", "bimpeai.maxRetries", "bimpeai.max_retries", "bimpeai.cluster.name",
			"bimpeai.listener.auto-startup", "bimpeai.default-headers.X-Team", "bimpeai.default-headers[X.Team]",
			"bimpeai.streams.pia.max-live", "bimpeai.streams.pia.channels[0]", "bimpeai.accounts.acme.max-retries",
			"bimpeai.accounts.acme.streams.pia.agent-id" })
	void propertiesInAnySpellingAndThoseOfFeaturesThatAreOffAreNotNamed(String name, CapturedOutput output) {
		this.runner.withPropertyValues("bimpeai.streams.pia.agent-id=agt_1", name + "=5").run((context) -> {
		});
		assertThat(output).doesNotContain(NO_EFFECT);
	}

}
