package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.RetrySettings;
import ai.bimpe.spring.boot.autoconfigure.cluster.BimpeAIStreamClusterProperties;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthProbeProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the configuration metadata as it is packaged.
 */
class ConfigurationMetadataTests {

	private static final Set<String> NESTED = Set.of("bimpeai.retry", "bimpeai.rate-limit", "bimpeai.ssl",
			"bimpeai.proxy", "bimpeai.pool", "bimpeai.streams");

	private static final Map<String, JsonNode> properties = ConfigurationMetadata.properties();

	@Test
	void knowsEveryComponentOfTheRecords() {
		Stream<String> top = names("bimpeai.", BimpeAIProperties.class).filter((name) -> !NESTED.contains(name));
		Stream<String> stream = names(ConfigurationMetadata.STREAM, BimpeAIProperties.Stream.class)
			.filter((name) -> !name.endsWith(".delivery"));
		assertThat(properties.keySet()).containsExactlyInAnyOrderElementsOf(Stream
			.of(top, names("bimpeai.retry.", BimpeAIProperties.Retry.class),
					names("bimpeai.rate-limit.", BimpeAIProperties.RateLimit.class),
					names("bimpeai.ssl.", BimpeAIProperties.Ssl.class),
					names("bimpeai.proxy.", BimpeAIProperties.Proxy.class),
					names("bimpeai.pool.", BimpeAIProperties.Pool.class), stream,
					names(ConfigurationMetadata.STREAM + "delivery.", BimpeAIProperties.Delivery.class),
					names("bimpeai.stream.cluster.", BimpeAIStreamClusterProperties.class),
					names("management.health.bimpeai.probe.", BimpeAIHealthProbeProperties.class),
					Stream.of("bimpeai.accounts", "management.health.bimpeai.enabled",
							"management.endpoint.bimpeai.access", "management.endpoint.bimpeai.cache.time-to-live"))
			.flatMap((names) -> names)
			.toList());
	}

	@Test
	void describesEveryPropertyByTheRulesOfSpringBoot() {
		assertThat(properties).isNotEmpty().allSatisfy((name, property) -> {
			String description = property.path("description").stringValue("");
			assertThat(description).as(name).isNotBlank().endsWith(".").doesNotContainIgnoringCase("default");
			assertThat(description).as(name).doesNotStartWith("The ").doesNotStartWith("A ").doesNotStartWith("An ");
			assertThat(description.startsWith("Whether")).as(name)
				.isEqualTo(property.get("type").stringValue().equals("java.lang.Boolean"));
		});
	}

	@Test
	void knowsTheTypeOfEveryProperty() {
		assertThat(properties)
			.allSatisfy((name, property) -> assertThat(property.path("type").stringValue("")).as(name).isNotBlank());
	}

	@Test
	void defaultsAreThoseOfTheClient() {
		assertThat(defaultOf("bimpeai.base-url", String.class)).isEqualTo(BimpeAIBuilder.DEFAULT_BASE_URL);
		assertThat(defaultOf("bimpeai.timeout", Duration.class)).isEqualTo(BimpeAIBuilder.DEFAULT_TIMEOUT);
		assertThat(defaultOf("bimpeai.connect-timeout", Duration.class))
			.isEqualTo(BimpeAIBuilder.DEFAULT_CONNECT_TIMEOUT);
		assertThat(defaultOf("bimpeai.max-retries", Integer.class)).isEqualTo(BimpeAIBuilder.DEFAULT_MAX_RETRIES);
		assertThat(defaultOf("bimpeai.max-response-size", DataSize.class))
			.isEqualTo(BimpeAIBuilder.DEFAULT_MAX_RESPONSE_SIZE);
		assertThat(defaultOf("bimpeai.max-event-size", DataSize.class))
			.isEqualTo(BimpeAIBuilder.DEFAULT_MAX_EVENT_SIZE);
		assertThat(defaultOf("bimpeai.allow-insecure-base-url", Boolean.class)).isFalse();
		assertThat(defaultOf("bimpeai.pool.max-connections", Integer.class)).isEqualTo(ConnectorPair.MAX_CONNECTIONS);
		assertThat(defaultOf("bimpeai.pool.max-idle-time", Duration.class)).isEqualTo(ConnectorPair.MAX_IDLE_TIME);
		assertThat(new RetrySettings(defaultOf("bimpeai.retry.initial-delay", Duration.class),
				defaultOf("bimpeai.retry.max-delay", Duration.class),
				defaultOf("bimpeai.retry.multiplier", Double.class),
				defaultOf("bimpeai.retry.max-retry-after", Duration.class)))
			.isEqualTo(RetrySettings.DEFAULTS);
	}

	@Test
	void onlyWhatMayBeLeftOutHasNoDefault() {
		List<String> without = properties.keySet()
			.stream()
			.filter((name) -> !property(name).has("defaultValue"))
			.toList();
		assertThat(without).containsExactly("bimpeai.accounts", "bimpeai.api-key", "bimpeai.default-headers",
				"bimpeai.pool.max-life-time", "bimpeai.proxy.host", "bimpeai.proxy.password", "bimpeai.proxy.port",
				"bimpeai.proxy.username", "bimpeai.ssl.bundle", "bimpeai.stream.cluster.name",
				ConfigurationMetadata.STREAM + "after", ConfigurationMetadata.STREAM + "agent-id",
				ConfigurationMetadata.STREAM + "channels", ConfigurationMetadata.STREAM + "conversation-id",
				ConfigurationMetadata.STREAM + "test-channels");
	}

	@Test
	void everyPropertyIsChangedByTest() throws IOException {
		String tests = sourcesOfTests();
		assertThat(properties.keySet()).allSatisfy((name) -> {
			String key = name.substring(name.indexOf('>') + 1).replaceFirst("^\\.", "");
			assertThat(tests).as("a test that changes " + name).containsPattern("\\b" + Pattern.quote(key) + "[.=]");
		});
	}

	@Test
	void hintsNameProperties() {
		assertThat(StreamSupport.stream(ConfigurationMetadata.hints().spliterator(), false)
			.map((hint) -> hint.get("name").stringValue().replaceAll("\\.(keys|values)$", ""))).isNotEmpty()
			.isSubsetOf(properties.keySet());
	}

	private static <T> T defaultOf(String name, Class<T> type) {
		String value = property(name).get("defaultValue").asString();
		@Nullable T converted = ApplicationConversionService.getSharedInstance().convert(value, type);
		assertThat(converted).as(name).isNotNull();
		return Objects.requireNonNull(converted);
	}

	private static JsonNode property(String name) {
		return Objects.requireNonNull(properties.get(name), name);
	}

	private static String sourcesOfTests() throws IOException {
		StringBuilder sources = new StringBuilder();
		try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
			for (Path file : files.filter((file) -> file.toString().endsWith("Tests.java")).toList()) {
				sources.append(Files.readString(file));
			}
		}
		return sources.toString();
	}

	private static Stream<String> names(String prefix, Class<?> type) {
		return Arrays.stream(type.getRecordComponents())
			.map(RecordComponent::getName)
			.map((name) -> prefix + dashed(name));
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
