package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import ai.bimpe.spring.boot.autoconfigure.cluster.BimpeAIClusterProperties;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthProbeProperties;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthProperties;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAICheckpointJdbcProperties;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAICheckpointProperties;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIListenerProperties;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no property takes a value that cannot work, and that the failure names the
 * property, what it must be, and what it is.
 */
class PropertyValueTests {

	/** Zero retries, and no wait at all, make sense. */
	private static final Set<String> MAY_BE_ZERO = Set.of("bimpeai.max-retries", "bimpeai.retry.max-retry-after",
			ConfigurationMetadata.STREAM + "retry-delay-reset-threshold");

	private static final Map<String, List<String>> BAD = Map.of(Boolean.class.getName(), List.of("perhaps"),
			Integer.class.getName(), List.of("many", "3000000000", "-1", "0"), Double.class.getName(),
			List.of("much", "-1.0", "0.0", "NaN"), Duration.class.getName(), List.of("soon", "-1s", "0s"),
			DataSize.class.getName(), List.of("much", "-1B", "0B"));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
		.withUserConfiguration(AllProperties.class)
		.withPropertyValues("bimpeai.api-key=sk_key", "bimpeai.accounts.acme.api-key=sk_acme",
				"bimpeai.streams.desk.agent-id=agt_1", "bimpeai.listener.auto-startup=false");

	static Stream<Arguments> values() {
		return ConfigurationMetadata.properties()
			.entrySet()
			.stream()
			.filter((property) -> !property.getKey()
				.matches("(management\\.endpoint|bimpeai\\.compatibility-verifier)\\..*"))
			.flatMap((property) -> bad(property.getKey(), property.getValue()));
	}

	private static Stream<Arguments> bad(String name, JsonNode property) {
		String type = property.get("type").stringValue();
		boolean closed = type.matches("ai\\.bimpe.*|.*DatabaseInitializationMode");
		return BAD.getOrDefault(type, closed ? List.of("nonsense") : List.of())
			.stream()
			.filter((value) -> !value.startsWith("0") || !MAY_BE_ZERO.contains(name))
			.map((value) -> Arguments.of(name.replace("<name>", "desk"), value));
	}

	@ParameterizedTest
	@MethodSource("values")
	void valueThatCannotWorkIsRefused(String property, String value) {
		String shown = value.matches("[a-z]+") ? ", but is '" + value + "'" : "";
		String rule = (shown.isEmpty() && property.endsWith(".max-delay")) ? "must not be below" : "must ";
		this.runner.withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(messages(context.getStartupFailure()))
				.anySatisfy((message) -> assertThat(message).contains("'" + property + "' " + rule).contains(shown)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			bimpeai.streams.desk.on-delivery-failure      | must be one of 'continue', 'pause', but is 'x'
			bimpeai.checkpoints.store                     | must be one of 'memory', 'jdbc', 'redis', but is 'x'
			bimpeai.checkpoints.jdbc.initialize-schema    | must be one of 'always', 'embedded', 'never', but is 'x'
			bimpeai.listener.shutdown                     | must be one of 'current', 'drain', but is 'x'
			bimpeai.simulator.enabled                     | must be one of 'true', 'false', 'auto', but is 'x'
			bimpeai.cluster.enabled                       | must be one of 'true', 'false', but is 'x'
			bimpeai.allow-insecure-base-url               | must be one of 'true', 'false', but is 'x'
			bimpeai.timeout                               | must be a duration such as 500ms, 30s or 10m, but is 'x'
			bimpeai.max-event-size                        | must be a size such as 500KB or 16MB, but is 'x'
			bimpeai.max-retries                           | must be a whole number up to 2147483647, but is 'x'
			bimpeai.retry.multiplier                      | must be a number such as 1.5, but is 'x'
			bimpeai.accounts.acme.max-retries             | must be a whole number up to 2147483647, but is 'x'
			bimpeai.accounts.acme.allow-insecure-base-url | must be one of 'true', 'false', but is 'x'
			""")
	void closedSetsAndFormatsAreNamed(String property, String rule) {
		this.runner.withPropertyValues(property + "=x")
			.run((context) -> assertThat(messages(context.getStartupFailure()))
				.anySatisfy((message) -> assertThat(message).endsWith("'" + property + "' " + rule)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					bimpeai.default-headers | must not have a value: set 'bimpeai.default-headers.<name>'
					bimpeai.streams         | must not have a value: set 'bimpeai.streams.<name>'
					bimpeai.streams.other   | must not have a value: set the properties below it, such as 'bimpeai.streams.other.agent-id'
					bimpeai.proxy           | must not have a value: set the properties below it, such as 'bimpeai.proxy.host'
					""")
	void whatHasPropertiesBelowItHasNoValueAndDoesNotShowIt(String property, String rule) {
		this.runner.withPropertyValues(property + "=a:secret@b")
			.run((context) -> assertThat(messages(context.getStartupFailure()))
				.anySatisfy((message) -> assertThat(message).endsWith("'" + property + "' " + rule))
				.noneSatisfy((message) -> assertThat(message).contains("secret")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://proxy", "proxy:3128", "me:secret@proxy", "proxy/path", "pro xy" })
	void hostOfProxyIsHostAloneAndIsNotShown(String host) {
		this.runner.withPropertyValues("bimpeai.proxy.host=" + host, "bimpeai.proxy.port=3128")
			.run((context) -> assertThat(messages(context.getStartupFailure()))
				.anySatisfy((message) -> assertThat(message)
					.startsWith("'bimpeai.proxy.host' must be the name or address of a host, without scheme, login, "
							+ "port and path"))
				.noneSatisfy((message) -> assertThat(message).contains("secret")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "proxy", "proxy.example.com", "10.0.0.1", "fd00::1", "[fd00::1]" })
	void hostOfProxyMayBeNameOrAddress(String host) {
		this.runner.withPropertyValues("bimpeai.proxy.host=" + host, "bimpeai.proxy.port=3128")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-01-31", "2026-13-31T12:00:00Z", "2026-01-31 12:00" })
	void startOfConversationThatIsMeantToBeTimeMustBeOne(String after) {
		this.runner
			.withPropertyValues("bimpeai.streams.desk.conversation-id=cnv_1", "bimpeai.streams.desk.after=" + after)
			.run((context) -> assertThat(messages(context.getStartupFailure()))
				.anySatisfy((message) -> assertThat(message)
					.isEqualTo("'bimpeai.streams.desk.after' of a stream must be an ISO 8601 time such as "
							+ "2026-01-31T12:00:00Z, but is '" + after + "'")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "yes", "on", "1" })
	void switchThatConditionsTakeForOffIsRefused(String value) {
		this.runner.withPropertyValues("bimpeai.cluster.enabled=" + value)
			.run((context) -> assertThat(messages(context.getStartupFailure()))
				.anySatisfy((message) -> assertThat(message)
					.isEqualTo("'bimpeai.cluster.enabled' must be one of 'true', 'false', but is '" + value + "'")));
	}

	private static List<String> messages(@Nullable Throwable failure) {
		List<String> messages = new ArrayList<>();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BimpeAIConfigurationException) {
				messages.add(String.valueOf(cause.getMessage()));
			}
		}
		return messages;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ BimpeAIListenerProperties.class, BimpeAICheckpointProperties.class,
			BimpeAICheckpointJdbcProperties.class, BimpeAIClusterProperties.class, BimpeAIHealthProperties.class,
			BimpeAIHealthProbeProperties.class })
	static class AllProperties {

	}

}
