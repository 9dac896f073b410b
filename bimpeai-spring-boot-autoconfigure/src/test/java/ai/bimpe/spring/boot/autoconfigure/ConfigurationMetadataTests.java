package ai.bimpe.spring.boot.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAIBuilder;
import ai.bimpe.client.conversations.ConversationChannel;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.internal.http.CallConnectionPool;
import ai.bimpe.spring.boot.autoconfigure.cluster.BimpeAIClusterProperties;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthProbeProperties;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthProperties;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAICheckpointJdbcProperties;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAICheckpointProperties;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIListenerProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.http.HttpHeaders;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the configuration metadata as it is packaged.
 */
class ConfigurationMetadataTests {

	private static final Set<String> NESTED = Set.of("bimpeai.retry", "bimpeai.rate-limit", "bimpeai.ssl",
			"bimpeai.proxy", "bimpeai.pool", "bimpeai.streams", "bimpeai.checkpoints.redis");

	private static final Map<String, JsonNode> properties = ConfigurationMetadata.properties();

	@Test
	void knowsEveryComponentOfTheRecords() {
		Stream<String> top = Stream.concat(Stream.of(SpringBootVersionVerifier.PROPERTY),
				names("bimpeai.", BimpeAIProperties.class).filter((name) -> !NESTED.contains(name)));
		Stream<String> stream = names(ConfigurationMetadata.STREAM, BimpeAIProperties.Stream.class)
			.filter((name) -> !name.endsWith(".delivery"));
		assertThat(properties.keySet()).containsExactlyInAnyOrderElementsOf(Stream
			.of(top, names("bimpeai.retry.", BimpeAIProperties.Retry.class),
					names("bimpeai.rate-limit.", BimpeAIProperties.RateLimit.class),
					names("bimpeai.ssl.", BimpeAIProperties.Ssl.class),
					names("bimpeai.proxy.", BimpeAIProperties.Proxy.class),
					names("bimpeai.pool.", BimpeAIProperties.Pool.class),
					names("bimpeai.listener.", BimpeAIListenerProperties.class), stream,
					names(ConfigurationMetadata.STREAM + "delivery.", BimpeAIProperties.Delivery.class),
					names("bimpeai.checkpoints.", BimpeAICheckpointProperties.class)
						.filter((name) -> !NESTED.contains(name)),
					names("bimpeai.checkpoints.redis.", BimpeAICheckpointProperties.Redis.class),
					names("bimpeai.checkpoints.jdbc.", BimpeAICheckpointJdbcProperties.class),
					names("bimpeai.cluster.", BimpeAIClusterProperties.class),
					names("management.health.bimpeai.", BimpeAIHealthProperties.class),
					names("bimpeai.simulator.", BimpeAISimulatorProperties.class),
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
	void durationsWithoutUnitAreSecondsAndSaySo() {
		assertThat(properties.values().stream().filter(ConfigurationMetadataTests::isDuration)).isNotEmpty()
			.allSatisfy((property) -> assertThat(property.path("description").stringValue("")).as(property.toString())
				.endsWith("Seconds, when no unit is given."));
		BimpeAIProperties bound = new Binder(new MapConfigurationPropertySource(Map.of("bimpeai.timeout", "5",
				"bimpeai.retry.max-delay", "5", "bimpeai.pool.max-idle-time", "5", "bimpeai.streams.pia.agent-id", "a",
				"bimpeai.streams.pia.poll-interval", "5", "bimpeai.streams.pia.delivery.max-delay", "5")))
			.bind("bimpeai", BimpeAIProperties.class)
			.get();
		BimpeAIProperties.Stream stream = Objects.requireNonNull(bound.streams().get("pia"));
		assertThat(Stream.of(bound.timeout(), bound.retry().maxDelay(), bound.pool().maxIdleTime(),
				stream.pollInterval(), stream.delivery().maxDelay()))
			.containsOnly(Duration.ofSeconds(5));
	}

	private static boolean isDuration(JsonNode property) {
		return property.get("type").stringValue().equals(Duration.class.getName())
				&& property.path("sourceType").stringValue("").contains("Properties");
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
		assertThat(defaultOf("bimpeai.pool.max-connections", Integer.class))
			.isEqualTo(CallConnectionPool.MAX_CONNECTIONS);
		assertThat(defaultOf("bimpeai.pool.max-idle-time", Duration.class)).isEqualTo(CallConnectionPool.MAX_IDLE_TIME);
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
		assertThat(without).containsExactly("bimpeai.accounts", "bimpeai.api-key", "bimpeai.cluster.name",
				"bimpeai.default-headers", "bimpeai.pool.max-life-time", "bimpeai.proxy.host", "bimpeai.proxy.password",
				"bimpeai.proxy.port", "bimpeai.proxy.username", "bimpeai.ssl.bundle",
				ConfigurationMetadata.STREAM + "after", ConfigurationMetadata.STREAM + "agent-id",
				ConfigurationMetadata.STREAM + "channels", ConfigurationMetadata.STREAM + "concurrency",
				ConfigurationMetadata.STREAM + "conversation-id",
				ConfigurationMetadata.STREAM + "delivery.max-attempts", ConfigurationMetadata.STREAM + "test-channels",
				"management.health.bimpeai.readiness-streams");
	}

	@Test
	void everyPropertyHasTestOfItsEffect() {
		assertThat(effects()).isNotEmpty()
			.allSatisfy((test) -> assertThat(AnnotationSupport.isAnnotated(test, Testable.class)).as(test.toString())
				.isTrue())
			.noneSatisfy((test) -> assertThat(AnnotationSupport.isAnnotated(test, Disabled.class)).isTrue())
			.noneSatisfy((test) -> assertThat(AnnotationSupport.isAnnotated(test.getDeclaringClass(), Disabled.class))
				.isTrue());
		assertThat(effects().stream().flatMap((test) -> Stream.of(test.getAnnotation(EffectOf.class).value())))
			.containsOnlyOnceElementsOf(properties.keySet())
			.hasSameSizeAs(properties.keySet());
	}

	@Test
	void propertiesWithKnownValuesHaveHintsOfThese() throws ClassNotFoundException {
		Map<String, List<String>> known = new TreeMap<>(Map.of("bimpeai.base-url",
				List.of(BimpeAIBuilder.DEFAULT_BASE_URL), ConfigurationMetadata.STREAM + "channels", channels(),
				"bimpeai.default-headers.keys", List.of(HttpHeaders.ACCEPT_LANGUAGE)));
		for (String name : properties.keySet()) {
			String type = property(name).get("type").stringValue();
			if (type.matches("[\\w.$]+") && Class.forName(type).isEnum()) {
				known.put(name, constants(Class.forName(type)));
			}
		}
		assertThat(known).hasSizeGreaterThan(3);
		Map<String, List<String>> hints = new TreeMap<>(ConfigurationMetadata.hints());
		hints.values().removeIf(List::isEmpty);
		assertThat(hints.keySet()).isEqualTo(known.keySet());
		assertThat(hints).allSatisfy((name, values) -> assertThat(values).as(name)
			.containsExactlyInAnyOrderElementsOf(Objects.requireNonNull(known.get(name))));
	}

	// Spring Boot has no provider for the names of bundles either.
	@Test
	void valuesThatOnlyTheApplicationKnowsHaveHintsWithoutValues() {
		assertThat(ConfigurationMetadata.providers()).containsEntry("bimpeai.ssl.bundle", List.of("any"))
			.containsEntry("management.health.bimpeai.readiness-streams", List.of("any"));
	}

	@Test
	void openSetsTakeAnyValue() {
		assertThat(ConfigurationMetadata.providers())
			.containsEntry(ConfigurationMetadata.STREAM + "channels", List.of("any"))
			.containsEntry("bimpeai.default-headers.keys", List.of("any"))
			.containsEntry("bimpeai.base-url", List.of("any"));
	}

	@Test
	void classesAndBeansHaveHintsOfWhatTheyRefer() {
		assertThat(withoutReference(properties, ConfigurationMetadata.providers())).isEmpty();
		JsonNode type = JsonMapper.shared().readTree("{\"type\": \"java.lang.Class<java.lang.Runnable>\"}");
		JsonNode text = JsonMapper.shared().readTree("{\"type\": \"java.lang.String\"}");
		JsonNode map = JsonMapper.shared()
			.readTree("{\"type\": \"java.util.Map<java.lang.String,java.lang.Class<java.lang.Runnable>>\"}");
		Map<String, JsonNode> references = Map.of("a.type", type, "a.factory-class-name", text, "a.executor-bean", text,
				"a.types", map, "a.name", text);
		assertThat(withoutReference(references, Map.of("a.executor-bean", List.of("any"))))
			.containsExactlyInAnyOrder("a.type", "a.factory-class-name", "a.executor-bean", "a.types.values");
		assertThat(withoutReference(references,
				Map.of("a.type", List.of("class-reference"), "a.factory-class-name", List.of("handle-as"),
						"a.executor-bean", List.of("spring-bean-reference"), "a.types.values",
						List.of("class-reference"))))
			.isEmpty();
	}

	private static List<String> withoutReference(Map<String, JsonNode> properties,
			Map<String, List<String>> providers) {
		return properties.entrySet().stream().flatMap((property) -> {
			String name = property.getKey();
			String type = property.getValue().path("type").stringValue("");
			if (type.startsWith("java.util.Map<") && type.contains("java.lang.Class")) {
				return Stream.of(name + ".values");
			}
			boolean refers = type.contains("java.lang.Class")
					|| name.matches(".*[.-](class|class-name|bean|bean-name)");
			return refers ? Stream.of(name) : Stream.empty();
		})
			.filter((name) -> providers.getOrDefault(name, List.of())
				.stream()
				.noneMatch(List.of("class-reference", "handle-as", "spring-bean-reference")::contains))
			.toList();
	}

	private static List<Method> effects() {
		return ReflectionSupport
			.findAllClassesInPackage(ConfigurationMetadataTests.class.getPackageName(), (type) -> true,
					(name) -> name.endsWith("Tests"))
			.stream()
			.flatMap((type) -> AnnotationSupport
				.findAnnotatedMethods(type, EffectOf.class, HierarchyTraversalMode.TOP_DOWN)
				.stream())
			.toList();
	}

	private static List<String> channels() {
		return Arrays.stream(ConversationChannel.class.getFields())
			.map((field) -> String.valueOf(ReflectionUtils.getField(field, null)))
			.toList();
	}

	// A value is written in lower case, with hyphens.
	private static List<String> constants(Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
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
