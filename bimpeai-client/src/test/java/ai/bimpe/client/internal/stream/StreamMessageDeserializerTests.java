package ai.bimpe.client.internal.stream;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import ai.bimpe.client.internal.http.JsonCodec;
import ai.bimpe.client.stream.StreamMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link StreamMessageDeserializer}.
 */
class StreamMessageDeserializerTests {

	private final ObjectReader reader = new JsonCodec((builder) -> {
	}).reader(StreamMessage.class, new StreamMessageDeserializer());

	private final ObjectReader generic = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build()
		.readerFor(StreamMessage.class);

	@ParameterizedTest
	@ValueSource(strings = { "{}",
			"""
					{"id":"m1","conversation_id":"c1","role":"user","message":"Hi","message_type":"text","created_at":"2026-07-04T07:55:53.440Z"}""",
			"""
					{"created_at":"2026-07-04T07:55:53Z","role":"robot","message":"\\u00e9 \\n","id":"m1","later":{"a":[1,null,{"b":2.5}]},"more":null,"flag":true}""",
			"""
					{"id":null,"conversation_id":null,"role":null,"message":null,"message_type":null,"created_at":null}""",
			"""
					{"id":17,"message":true,"message_type":1.5,"id":"again"}""" })
	void readsWhatTheGenericReaderReads(String json) {
		StreamMessage expected = this.generic.readValue(json);
		assertThat((StreamMessage) this.reader.readValue(json)).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("fieldsOfAWrongType")
	void aFieldThatCannotBeReadCostsThatFieldAlone(String field, String value) {
		String json = """
				{"id":"m1","conversation_id":"c1","role":"user","message":"Hi","message_type":"text",\
				"created_at":"2026-07-04T07:55:53.440Z","more":1}""";
		ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(json);
		tree.set(field, JsonMapper.shared().readTree(value));
		StreamMessage message = this.reader.readValue(tree.toString());
		StreamMessage whole = this.reader.readValue(json);
		for (RecordComponent component : StreamMessage.class.getRecordComponents()) {
			String name = component.getName().replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT);
			if (name.equals(field)) {
				assertThat(message).extracting(component.getName()).isNull();
			}
			else if (!name.equals("additional_properties")) {
				assertThat(message).extracting(component.getName()).isEqualTo(componentOf(whole, component));
			}
		}
		assertThat(message.additionalProperties()).containsOnlyKeys("more", field)
			.containsEntry(field, JsonMapper.shared().readValue(value, Object.class));
	}

	static Stream<Arguments> fieldsOfAWrongType() {
		List<String> structures = List.of("{}", "[]", "{\"a\":{\"b\":[1]}}", "[[1],{\"id\":\"x\"}]");
		List<String> noTimes = List.of("\"\"", "\"soon\"", "17", "1.5e300", "true", "\"2026-02-31T00:00:00Z\"",
				"\"2026-07-04\"", "\"07:55:53\"");
		return Stream.concat(
				Stream.of("id", "conversation_id", "role", "message", "message_type", "created_at")
					.flatMap((field) -> structures.stream().map((value) -> Arguments.of(field, value))),
				noTimes.stream().map((value) -> Arguments.of("created_at", value)));
	}

	@ParameterizedTest
	@CsvSource({ "2026-07-04 07:55:53, 2026-07-04T07:55:53Z", "2026-07-04T07:55:53+0100, 2026-07-04T06:55:53Z",
			"2026-07-04 07:55:53.5 +01, 2026-07-04T06:55:53.5Z", "2026-07-04 07:55:53Z, 2026-07-04T07:55:53Z",
			"2026-07-04T07:55:53, 2026-07-04T07:55:53Z" })
	void timesComeInOtherFormsToo(String text, Instant time) {
		StreamMessage message = this.reader.readValue("{\"created_at\":\"" + text + "\"}");
		assertThat(message.createdAt()).isEqualTo(time);
		assertThat(message.additionalProperties()).isEmpty();
	}

	private static @Nullable Object componentOf(StreamMessage message, RecordComponent component) {
		return ReflectionUtils.invokeMethod(component.getAccessor(), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "17", "\"text\"", "[{}]", "{\"id\":\"m1\"", "{\"id\" \"m1\"}" })
	void refusesWhatIsNoMessage(String json) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> this.reader.readValue(json));
	}

}
