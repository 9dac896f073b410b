package ai.bimpe.client.internal.stream;

import ai.bimpe.client.internal.http.JsonCodec;
import ai.bimpe.client.stream.StreamMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

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
	@ValueSource(strings = { "", "17", "\"text\"", "[{}]", "{\"id\":{}}", "{\"role\":[1]}", "{\"created_at\":\"soon\"}",
			"{\"created_at\":{}}", "{\"id\":\"m1\"", "{\"id\" \"m1\"}" })
	void refusesWhatIsNoMessage(String json) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> this.reader.readValue(json));
	}

}
