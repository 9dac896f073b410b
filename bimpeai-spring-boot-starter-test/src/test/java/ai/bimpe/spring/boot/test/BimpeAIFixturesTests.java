package ai.bimpe.spring.boot.test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.agents.AgentStatus;
import ai.bimpe.client.calls.Call;
import ai.bimpe.client.core.PageMeta;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.FieldError;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.ValidationException;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.workflows.Workflow;
import ai.bimpe.simulator.Simulator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static ai.bimpe.spring.boot.test.BimpeAIFixtures.example;
import static ai.bimpe.spring.boot.test.BimpeAIFixtures.failure;
import static ai.bimpe.spring.boot.test.BimpeAIFixtures.messageFlux;
import static ai.bimpe.spring.boot.test.BimpeAIFixtures.messageStream;
import static ai.bimpe.spring.boot.test.BimpeAIFixtures.pagedFlux;
import static ai.bimpe.spring.boot.test.BimpeAIFixtures.response;
import static ai.bimpe.spring.boot.test.BimpeAIFixtures.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link BimpeAIFixtures}.
 */
class BimpeAIFixturesTests {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.changeDefaultPropertyInclusion((value) -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private static final Schema SCHEMA = schema();

	/** Read once: to read them takes longer than all the tests. */
	private static final List<Class<?>> TYPES = types();

	@Test
	void responsesOfEveryResourceAreFound() {
		assertThat(responses()).hasSizeGreaterThan(45)
			.contains(Agent.class, Workflow.class, Call.class, PageMeta.class);
	}

	@ParameterizedTest
	@MethodSource("responses")
	void everyResponseHasExampleThatSurvivesTheWire(Class<? extends Record> type) {
		Record example = example(type);
		String json = MAPPER.writeValueAsString(example);
		assertThat(MAPPER.readValue(json, type)).isEqualTo(example);
		assertThat(MAPPER.readTree(json).path("additional_properties").isMissingNode()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("responses")
	void everyExampleKeepsTheContract(Class<? extends Record> type) {
		assertThat(problems(type, MAPPER.writeValueAsString(example(type)))).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("responses")
	void noExampleHoldsFieldThatTheClientDoesNotKnow(Class<? extends Record> type) throws Exception {
		assertThat(type.getMethod("additionalProperties").invoke(example(type))).isEqualTo(Map.of());
	}

	@ParameterizedTest
	@MethodSource("responses")
	void everyComponentCanBeChanged(Class<? extends Record> type) {
		Record example = example(type);
		for (RecordComponent component : type.getRecordComponents()) {
			if (component.getType() == String.class) {
				assertThat(value(with(example, (record) -> value(record, component), "changed"), component))
					.isEqualTo("changed");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("failures")
	void everyFailureHasExample(Class<? extends BimpeAIException> type) {
		BimpeAIException failure = failure(type);
		assertThat(failure).isExactlyInstanceOf(type).hasMessageMatching(".{10,}");
		assertThat(failure(type)).isNotSameAs(failure);
		if (failure instanceof ApiException api) {
			assertThat(api.requestId()).isNotBlank();
			assertThat(api.status()).isBetween(200, 599);
		}
	}

	@Test
	void failuresAreFound() {
		assertThat(failures()).hasSizeGreaterThan(14).contains(RateLimitException.class, ValidationException.class);
	}

	@Test
	void failuresSayWhatTheirTypesPromise() {
		assertThat(failure(RateLimitException.class).retryAfter()).isEqualTo(Duration.ofSeconds(7));
		assertThat(failure(RateLimitException.class).limit()).isEqualTo(120);
		assertThat(failure(RateLimitException.class).isRetryable()).isTrue();
		assertThat(failure(ValidationException.class).fieldErrors()).extracting(FieldError::path)
			.containsExactly("name");
	}

	@Test
	void oneComponentIsChangedAndTheOthersAreKept() {
		Agent agent = example(Agent.class);
		Agent paused = with(agent, Agent::status, AgentStatus.PAUSED);
		assertThat(paused.status()).isEqualTo(AgentStatus.PAUSED);
		assertThat(with(paused, Agent::status, agent.status())).isEqualTo(agent);
	}

	@Test
	void componentsOfTheSameTypeAndValueAreToldApart() {
		Call call = with(with(example(Call.class), Call::source, "+1"), Call::destination, "+1");
		Call changed = with(call, Call::destination, "+2");
		assertThat(changed.source()).isEqualTo("+1");
		assertThat(changed.destination()).isEqualTo("+2");
	}

	@Test
	void componentIsSetToNull() {
		StreamMessage message = with(example(StreamMessage.class), StreamMessage::message, null);
		assertThat(message.message()).isNull();
		assertThat(message.id()).isNotNull();
	}

	@Test
	void primitiveComponentIsChanged() {
		ErrorResponse answer = with(example(ErrorResponse.class), ErrorResponse::status, 503);
		assertThat(answer.status()).isEqualTo(503);
	}

	@Test
	void whatIsNoComponentIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> with(example(Agent.class), Agent::hashCode, 7))
			.withMessageContaining("Agent")
			.withMessageContaining("Integer");
	}

	@Test
	void whatIsNoAnswerIsRefused() {
		record Other(String id) {
		}
		assertThatIllegalArgumentException().isThrownBy(() -> example(Other.class)).withMessageContaining("Other");
		assertThatIllegalArgumentException().isThrownBy(() -> failure(Unknown.class)).withMessageContaining("Unknown");
	}

	@Test
	void listsAndAnswersHoldWhatTheyAreGiven() {
		Agent agent = example(Agent.class);
		assertThat(pagedFlux(List.of(agent, agent)).collectList().block()).containsExactly(agent, agent);
		assertThat(response(agent).data()).isSameAs(agent);
		assertThat(response(agent).status()).isEqualTo(200);
		assertThat(response(agent).rateLimit()).isEqualTo(example(RateLimit.class));
	}

	@Test
	void streamsBringTheirMessagesAndEnd() {
		StreamMessage message = example(StreamMessage.class);
		assertThat(messageFlux(message, message).collectList().block()).containsExactly(message, message);
		assertThat(messageStream(message)).containsExactly(message);
	}

	static List<Class<?>> responses() {
		return TYPES.stream()
			.filter((type) -> type.isRecord() && Arrays.stream(type.getRecordComponents())
				.anyMatch((component) -> component.getName().equals("additionalProperties")))
			.toList();
	}

	static List<Class<?>> failures() {
		return TYPES.stream().filter(BimpeAIException.class::isAssignableFrom).toList();
	}

	private static List<Class<?>> types() {
		Stream<Class<?>> types = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackagesOf(BimpeAI.class)
			.stream()
			.filter((type) -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
			.map(JavaClass::reflect);
		return types.toList();
	}

	private static Object value(Record record, RecordComponent component) {
		try {
			return component.getAccessor().invoke(record);
		}
		catch (ReflectiveOperationException ex) {
			throw new LinkageError(component.getName(), ex);
		}
	}

	private static List<String> problems(Class<?> type, String json) {
		String name = switch (type.getSimpleName()) {
			case "PageMeta" -> "PaginationMeta";
			case "StreamMessage" -> "StreamMessageEvent";
			default -> type.getSimpleName();
		};
		return SCHEMA.validate("{\"" + name + "\":" + json + "}", InputFormat.JSON)
			.stream()
			.map(String::valueOf)
			.toList();
	}

	/**
	 * An object with one field for each schema of the contract.
	 */
	private static Schema schema() {
		ObjectNode schema = MAPPER.createObjectNode();
		ObjectNode properties = schema.putObject("properties");
		JsonNode schemas = contract().at("/components/schemas");
		schemas.propertyNames()
			.forEach((name) -> properties.putObject(name).put("$ref", "#/components/schemas/" + name));
		schema.put("additionalProperties", false).putObject("components").set("schemas", schemas);
		return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
	}

	private static JsonNode contract() {
		try (InputStream yaml = Objects.requireNonNull(Simulator.class.getResourceAsStream("console-api.yaml"))) {
			return new YAMLMapper().readTree(yaml.readAllBytes());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static final class Unknown extends BimpeAIException {

		private static final long serialVersionUID = 1L;

		private Unknown() {
			super("unknown");
		}

	}

}
