package ai.bimpe.client.contract;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.agents.AgentCreated;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.OpenEnum;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.internal.http.Answers;
import ai.bimpe.client.support.Seeds;
import ai.bimpe.client.workflows.Workflow;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a field that cannot be read costs that field, a record without its id costs
 * itself, and nothing of either costs the page.
 */
class LenientFieldsTests {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final List<String> WRONG = List.of("\"SECRET\"", "\"\"", "\"15 min\"", "\"2026-99-99T99:99:99Z\"",
			"\"yesterday\"", "true", "7", "-7.5", "99999999999999999999", "1e400", "[]", "[[]]", "[[[{\"a\":1}]]]",
			"{}", "[\"SECRET\",{\"a\":[1]},7,null,true]", "{\"SECRET\":{\"a\":[1,{}]},\"b\":[]}", "[{\"id\":{}}]",
			"{\"id\":[1]}", "null");

	static Set<String> types() {
		Set<String> types = new TreeSet<>(ResponseTypes.ALL.keySet());
		// Has a reader of its own.
		types.remove("StreamMessage");
		return types;
	}

	@ParameterizedTest
	@MethodSource("types")
	void fieldOfAnyWrongTypeCostsThatFieldAlone(String type) {
		Seeds.check(1, (random) -> {
			ObjectNode whole = sample(type, random);
			Object good = read(type, whole.toString()).get(0);
			for (String name : whole.propertyNames()) {
				for (String wrong : WRONG) {
					check(type, name, wrong, whole, good);
				}
			}
		});
	}

	private static void check(String type, String name, String wrong, ObjectNode whole, Object good) throws Exception {
		ObjectNode spoilt = whole.deepCopy().put(name, "SPOILT");
		List<Object> page = read(type, spoilt.toString().replace("\"SPOILT\"", wrong), whole.toString());
		assertThat(page.get(page.size() - 1)).as(name + wrong).isEqualTo(good);
		if (page.size() == 1) {
			assertThat(name).as(wrong).isEqualTo("id");
			return;
		}
		assertThat(page).as(name + wrong).hasSize(2);
		for (RecordComponent component : good.getClass().getRecordComponents()) {
			Object value = component.getAccessor().invoke(page.get(0));
			if (component.getName().equalsIgnoreCase(name.replace("_", ""))) {
				assertThat(isReadOrNothing(value)).as(name + wrong + value).isTrue();
			}
			else {
				assertThat(value).as(component.getName()).isEqualTo(component.getAccessor().invoke(good));
			}
		}
	}

	private static boolean isReadOrNothing(@Nullable Object value) {
		if (value instanceof OpenEnum known) {
			return known.value() != null;
		}
		return !(value instanceof Collection<?> items) || items.stream().noneMatch(Objects::isNull);
	}

	@ParameterizedTest
	@MethodSource("types")
	void anyNumberOfWrongFieldsAtAnyDepthCostsNoOtherRecord(String type) {
		Seeds.check(25, (random) -> {
			ObjectNode whole = sample(type, random);
			Object good = read(type, whole.toString()).get(0);
			JsonNode confused = confused(whole.deepCopy(), random);
			List<Object> page = read(type, whole.toString(), confused.toString(), whole.toString());
			assertThat(page).hasSizeBetween(2, 3).startsWith(good).endsWith(good);
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	void whatIsNoJsonStillCostsTheAnswer(String type) {
		Seeds.check(10, (random) -> {
			String whole = sample(type, random).toString();
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> read(type, whole.substring(0, whole.length() - 1) + ",\"x\":tru}"))
				.withCauseInstanceOf(InvalidResponseException.class);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"id\":null}", "{\"id\":\"\",\"name\":\"n\"}", "{\"id\":\" \"}", "{\"id\":{}}",
			"{\"id\":[\"a\",\"b\"],\"name\":\"n\"}", "\"SECRET\"", "7", "[1,[2]]",
			"{\"name\":\"n\",\"rules\":[{\"id\":\"r\"}]}" })
	void recordWithoutItsIdCostsItself(String record) {
		List<Object> page = read("Agent", "{\"id\":\"a\"}", record, "{\"id\":\"b\"}");
		assertThat(page).extracting("id").containsExactly("a", "b");
	}

	@Test
	void recordOfAFieldIsKeptWithoutItsIdAndLeftOutWithAnIdThatCannotBeRead() {
		AgentCreated agent = (AgentCreated) read("AgentCreated",
				"{\"id\":\"a\",\"workflow\":{\"name\":\"w\"},\"rules\":[{},{\"id\":\"r\"}]}")
			.get(0);
		assertThat(agent.workflow()).isNotNull();
		assertThat(agent.rules()).extracting("id").containsExactly("r");
		agent = (AgentCreated) read("AgentCreated", "{\"id\":\"a\",\"workflow\":{\"id\":{},\"name\":\"w\"}}").get(0);
		assertThat(agent.workflow()).isNull();
		assertThat(agent.id()).isEqualTo("a");
	}

	@Test
	void fieldsOfTheIssueAreReadAroundThem() {
		Workflow workflow = (Workflow) read("Workflow",
				"{\"id\":\"w\",\"setup_time\":\"15 min\",\"tags\":\"a\","
						+ "\"created_at\":\"yesterday\",\"flows\":[{\"name\":\"f\",\"trigger_keywords\":\"book\"}],"
						+ "\"name\":\"n\"}")
			.get(0);
		assertThat(workflow.setupTime()).isNull();
		assertThat(workflow.tags()).isEmpty();
		assertThat(workflow.createdAt()).isNull();
		assertThat(workflow.flows()).hasSize(1);
		assertThat(workflow.flows().get(0).triggerKeywords()).isEmpty();
		assertThat(workflow.name()).isEqualTo("n");
	}

	@Test
	void onlyAnswerThatIsNoRecordIsNotRead() {
		for (String data : List.of("\"SECRET\"", "7", "[1]", "{\"id\":{}}")) {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> answer(Agent.class, data))
				.havingCause()
				.isInstanceOf(InvalidResponseException.class)
				.withMessageContaining("see data")
				.withMessageNotContaining("SECRET");
		}
		assertThat(answer(Agent.class, "{\"created_at\":[]}")).isInstanceOf(Agent.class);
	}

	@Test
	void metaThatCannotBeReadCostsItself() {
		for (String meta : List.of("7", "[{}]", "{\"total_count\":\"many\",\"has_next_page\":{},\"limit\":7}")) {
			ApiResponse<?> response = (ApiResponse<?>) Answers.read(200, new HttpHeaders(),
					("{\"meta\":" + meta + ",\"message\":{},\"data\":[{\"id\":\"a\"}]}")
						.getBytes(StandardCharsets.UTF_8),
					listOf(Agent.class));
			assertThat((List<?>) response.data()).hasSize(1);
			assertThat(response.meta().totalCount()).isNull();
		}
	}

	@Test
	void recordsOfTheApplicationAreReadStrictly() {
		assertThat(answer(Theirs.class, "{\"id\":\"a\",\"number\":7}")).hasFieldOrPropertyWithValue("number", 7);
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> answer(Theirs.class, "{\"id\":\"a\",\"number\":\"many\"}"));
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> answer(listOf(Theirs.class), "[{\"id\":\"a\",\"number\":\"many\"}]"));
	}

	@Test
	void fieldIsReportedOnceWithTheKindOfItsValueOnly() {
		Logger logger = (Logger) LoggerFactory.getLogger("ai.bimpe.client");
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		Level before = logger.getLevel();
		logger.setLevel(Level.DEBUG);
		appender.start();
		logger.addAppender(appender);
		try {
			String body = "{\"message\":\"x\",\"data\":{\"video_url\":{\"SECRET\":\"SECRET\"},\"id\":\"w\"}}";
			for (int i = 0; i < 3; i++) {
				Answers.read(200, new HttpHeaders(), body.getBytes(StandardCharsets.UTF_8), Workflow.class);
			}
		}
		finally {
			logger.detachAppender(appender);
			logger.setLevel(before);
		}
		List<ILoggingEvent> reports = appender.list.stream()
			.filter((event) -> event.getFormattedMessage().contains("Workflow.video_url"))
			.toList();
		assertThat(reports).hasSize(3);
		assertThat(reports.stream().filter((event) -> event.getLevel() == Level.WARN)).hasSizeLessThanOrEqualTo(1);
		assertThat(reports.subList(1, 3)).extracting(ILoggingEvent::getLevel).containsOnly(Level.DEBUG);
		assertThat(reports).allSatisfy(
				(event) -> assertThat(event.getFormattedMessage()).contains("an object").doesNotContain("SECRET"));
	}

	private static ObjectNode sample(String type, RandomGenerator random) {
		ObjectNode sample = (ObjectNode) new SampleJson(random, SampleJson.Growth.NONE).of(ResponseTypes.schema(type));
		if (Arrays.stream(ResponseTypes.get(type).getRecordComponents()).anyMatch((part) -> part.getName().equals("id"))
				&& !sample.path("id").isNull() && !sample.has("id")) {
			sample.put("id", "id_1");
		}
		return sample;
	}

	private static JsonNode confused(JsonNode json, RandomGenerator random) {
		if (json instanceof ObjectNode object) {
			for (String name : new ArrayList<>(object.propertyNames())) {
				object.set(name, (random.nextInt(4) == 0) ? wrong(random) : confused(object.get(name), random));
			}
		}
		else if (json instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				array.set(i, (random.nextInt(4) == 0) ? wrong(random) : confused(array.get(i), random));
			}
		}
		return json;
	}

	private static JsonNode wrong(RandomGenerator random) {
		return switch (random.nextInt(7)) {
			case 0 -> NODES.stringNode("SECRET \ud83d\udce6");
			case 1 -> NODES.numberNode(random.nextLong());
			case 2 -> NODES.booleanNode(random.nextBoolean());
			case 3 -> NODES.arrayNode().add("SECRET").add(NODES.arrayNode().add(NODES.objectNode().put("a", 1)));
			case 4 -> NODES.objectNode().put("SECRET", "SECRET").set("id", NODES.objectNode());
			case 5 -> NODES.arrayNode();
			default -> NODES.numberNode(random.nextDouble());
		};
	}

	private static List<Object> read(String type, String... records) {
		Object data = answer(listOf(ResponseTypes.get(type)), "[" + String.join(",", records) + "]");
		List<Object> page = new ArrayList<>((List<?>) Objects.requireNonNull(data));
		page.removeIf(Objects::isNull);
		return page;
	}

	private static Type listOf(Class<?> type) {
		return ResolvableType.forClassWithGenerics(List.class, type).getType();
	}

	private static @Nullable Object answer(Type type, String data) {
		byte[] body = ("{\"message\":\"x\",\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8);
		return ((ApiResponse<?>) Answers.read(200, new HttpHeaders(), body, type)).data();
	}

	static final class Theirs {

		public @Nullable String id;

		public @Nullable Integer number;

	}

}
