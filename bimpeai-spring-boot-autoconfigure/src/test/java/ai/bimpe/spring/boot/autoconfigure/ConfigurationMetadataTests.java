package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.RetrySettings;
import ai.bimpe.spring.boot.autoconfigure.cluster.BimpeAIStreamClusterProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the configuration metadata as it is packaged.
 */
class ConfigurationMetadataTests {

	private static final Map<String, JsonNode> properties = new TreeMap<>();

	private static JsonNode metadata;

	@BeforeAll
	static void read() throws IOException {
		try (InputStream in = BimpeAIProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			metadata = JsonMapper.shared().readTree(in);
		}
		metadata.get("properties").forEach((property) -> properties.put(property.get("name").stringValue(), property));
	}

	@Test
	void knowsEveryComponentOfTheRecords() {
		Stream<String> top = names("bimpeai.", BimpeAIProperties.class).filter((name) -> !name.equals("bimpeai.retry"));
		Stream<String> retry = names("bimpeai.retry.", BimpeAIProperties.Retry.class);
		Stream<String> cluster = names("bimpeai.stream.cluster.", BimpeAIStreamClusterProperties.class);
		assertThat(properties.keySet()).filteredOn((name) -> name.startsWith("bimpeai."))
			.containsExactlyInAnyOrderElementsOf(Stream.of(top, retry, cluster).flatMap((names) -> names).toList());
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
		assertThat(new RetrySettings(defaultOf("bimpeai.retry.initial-delay", Duration.class),
				defaultOf("bimpeai.retry.max-delay", Duration.class),
				defaultOf("bimpeai.retry.multiplier", Double.class),
				defaultOf("bimpeai.retry.max-retry-after", Duration.class)))
			.isEqualTo(RetrySettings.DEFAULTS);
	}

	@Test
	void onlyKeyHeadersNameAndStreamsHaveNoDefault() {
		List<String> without = properties.keySet()
			.stream()
			.filter((name) -> !property(name).has("defaultValue"))
			.toList();
		assertThat(without).containsExactly("bimpeai.api-key", "bimpeai.default-headers", "bimpeai.stream.cluster.name",
				"bimpeai.streams");
	}

	@Test
	void hintsNameProperties() {
		assertThat(StreamSupport.stream(metadata.get("hints").spliterator(), false)
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

	private static Stream<String> names(String prefix, Class<?> type) {
		return Arrays.stream(type.getRecordComponents())
			.map(RecordComponent::getName)
			.map((name) -> prefix + dashed(name));
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

}
