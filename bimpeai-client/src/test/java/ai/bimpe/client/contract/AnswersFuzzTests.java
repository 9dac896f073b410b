package ai.bimpe.client.contract;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.internal.http.Answers;
import ai.bimpe.client.internal.http.ResponseJson;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.support.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests that any bytes are read as an answer or end in an exception of the client, which
 * holds no text of theirs.
 */
@Timeout(300)
class AnswersFuzzTests {

	private static final int CASES = 200;

	private static final String SECRET = "SECRET text,\r\n\u0000 \ud83d\udce6";

	private static final List<String> NUMBERS = List.of("0", "-0", "-1", "1e999999999", "-1e-999999999",
			"99999999999999999999999", "1" + "0".repeat(500), "1" + "0".repeat(3000), "0." + "0".repeat(999) + "1",
			"2147483648", "9223372036854775808", "1.5", "NaN", "Infinity", "00", "0x10", "+1");

	private static final List<String> HEADERS = List.of("Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining",
			"X-RateLimit-Reset", "X-Request-Id", "Content-Type", "Date");

	private static final List<String> VALUES = List.of("", " ", "-1", "0", "9223372036854775807",
			"99999999999999999999", "1e9", "NaN", "Sat, 4 Jul 2026 08:00:30 GMT", "Sat, 99 Jul 2026 08:00:30 GMT",
			"Thu, 1 Jan 999999 00:00:00 GMT", "SECRET text", "SECRET".repeat(100));

	static Set<String> types() {
		return ResponseTypes.ALL.keySet();
	}

	@Test
	void randomBytesOfASuccess() {
		Seeds.check(CASES * 5, (random) -> check(200, random, bytes(random, random.nextInt(200)), Object.class));
	}

	@Test
	void randomBytesOfAnError() {
		Seeds.check(CASES * 5,
				(random) -> check(status(random), random, bytes(random, random.nextInt(200)), Map.class));
	}

	@ParameterizedTest
	@MethodSource("types")
	void spoiltBytesOfASuccess(String type) {
		Seeds.check(CASES, (random) -> check(200, random, spoilt(envelope(type, random).toString(), random),
				ResponseTypes.get(type)));
	}

	@ParameterizedTest
	@MethodSource("types")
	void wrongTypesOfASuccess(String type) {
		Seeds.check(CASES, (random) -> {
			JsonNode json = envelope(type, random);
			check(200, random, text(confused(json, random), random).getBytes(StandardCharsets.UTF_8),
					ResponseTypes.get(type));
		});
	}

	@Test
	void spoiltBytesAndWrongTypesOfAnError() {
		Seeds.check(CASES * 10, (random) -> {
			String text = text(random.nextBoolean() ? confused(error(random), random) : error(random), random);
			check(status(random), random,
					random.nextBoolean() ? spoilt(text, random) : text.getBytes(StandardCharsets.UTF_8), Map.class);
		});
	}

	@Test
	void keysOfMapsAreTextsToo() {
		Type type = new ParameterizedTypeReference<Map<String, Map<String, Integer>>>() {
		}.getType();
		byte[] body = "{\"message\":\"x\",\"data\":{\"secret_key\":{\"secret_key\":\"x\"}}}"
			.getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> Answers.read(200, new HttpHeaders(), body, type))
			.havingCause()
			.isInstanceOf(InvalidResponseException.class)
			.withMessageContaining("see data.*.*")
			.withMessageNotContaining("secret_key");
	}

	@Test
	void messagesOfAStreamAreReadOrMalformed() {
		Seeds.check(CASES * 10, (random) -> {
			JsonNode sample = new SampleJson(random, SampleJson.Growth.ALL).of(ResponseTypes.schema("StreamMessage"));
			String text = text(confused(sample, random), random);
			String json = random.nextBoolean() ? text : new String(spoilt(text, random), StandardCharsets.UTF_8);
			try {
				StreamMessage message = ResponseJson.read(StreamMessage.class, json);
				assertThat(String.valueOf(message)).isNotEmpty();
			}
			catch (JacksonException ex) {
				// Skipped as malformed.
			}
		});
	}

	private static void check(int status, RandomGenerator random, byte[] body, Type type) {
		try {
			Object answer = Answers.read(status, headers(random), body, type);
			assertThat(answer).isInstanceOf(ApiResponse.class);
			assertThat(status).isEqualTo(200);
		}
		catch (CompletionException ex) {
			Throwable failure = Objects.requireNonNull(ex.getCause());
			if (!(failure instanceof ApiException api)) {
				fail("No exception of the client for " + new String(body, StandardCharsets.ISO_8859_1), failure);
				return;
			}
			StringWriter printed = new StringWriter();
			failure.printStackTrace(new PrintWriter(printed));
			assertThat(printed.toString()).doesNotContain("SECRET");
			assertThat(failure.getMessage()).hasSizeLessThan(500).doesNotContain("\n", "\r", "\u0000");
			assertThat(api.response().toString()).doesNotContain("SECRET", "\n");
			assertThat(api.status()).isEqualTo(status);
		}
	}

	private static HttpHeaders headers(RandomGenerator random) {
		HttpHeaders headers = new HttpHeaders();
		for (String name : HEADERS) {
			if (random.nextInt(4) == 0) {
				headers.add(name, any(VALUES, random));
			}
		}
		return headers;
	}

	private static JsonNode envelope(String type, RandomGenerator random) {
		ObjectNode envelope = JsonNodeFactory.instance.objectNode().put("message", SECRET);
		envelope.set("data", new SampleJson(random, SampleJson.Growth.ALL).of(ResponseTypes.schema(type)));
		envelope.putObject("meta").put("total_count", 1).put("has_next_page", false).put("SECRET text", SECRET);
		return envelope;
	}

	private static JsonNode error(RandomGenerator random) {
		ObjectNode error = JsonNodeFactory.instance.objectNode()
			.put("code", random.nextBoolean() ? "validation_error" : SECRET)
			.put("error", SECRET)
			.put("statusCode", 400)
			.put("request_id", SECRET);
		if (random.nextBoolean()) {
			error.putArray("message").add("name: " + SECRET).add(SECRET);
		}
		else {
			error.put("message", SECRET).putArray("errors").addObject().put("path", SECRET).put("message", SECRET);
		}
		return error;
	}

	private static JsonNode confused(JsonNode json, RandomGenerator random) {
		if (random.nextInt(8) == 0) {
			return wrong(random);
		}
		if (json instanceof ObjectNode object) {
			for (String name : new ArrayList<>(object.propertyNames())) {
				object.set(name, confused(object.get(name), random));
			}
		}
		else if (json instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				array.set(i, confused(array.get(i), random));
			}
		}
		return json;
	}

	private static JsonNode wrong(RandomGenerator random) {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		return switch (random.nextInt(8)) {
			case 0 -> nodes.stringNode(SECRET);
			case 1 -> nodes.stringNode("NUMBER" + random.nextInt(NUMBERS.size()));
			case 2 -> nodes.booleanNode(true);
			case 3 -> nodes.nullNode();
			case 4 -> nodes.arrayNode().add(SECRET).add(nodes.arrayNode());
			case 5 -> nodes.objectNode().put(SECRET, SECRET).put("id", 1);
			case 6 -> nodes.stringNode("2026-99-99T99:99:99Z");
			default -> nodes.objectNode().set("data", nodes.arrayNode().addNull());
		};
	}

	/** Numbers that no tree holds, and fields that come twice. */
	private static String text(JsonNode json, RandomGenerator random) {
		String text = json.toString();
		for (int i = NUMBERS.size() - 1; i >= 0; i--) {
			text = text.replace("\"NUMBER" + i + "\"", NUMBERS.get(i));
		}
		int comma = text.indexOf(',');
		return (random.nextInt(4) == 0 && text.startsWith("{") && comma > 0)
				? text.substring(0, comma + 1) + text.substring(1) : text;
	}

	private static byte[] spoilt(String text, RandomGenerator random) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		for (int i = random.nextInt(4); i >= 0 && bytes.length > 1; i--) {
			int at = random.nextInt(bytes.length);
			switch (random.nextInt(4)) {
				case 0 -> bytes = Arrays.copyOf(bytes, at);
				case 1 -> bytes[at] = (byte) random.nextInt(256);
				case 2 -> bytes = join(Arrays.copyOf(bytes, at), bytes(random, 3),
						Arrays.copyOfRange(bytes, at, bytes.length));
				default -> bytes = join(Arrays.copyOf(bytes, at),
						Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length));
			}
		}
		return bytes;
	}

	private static byte[] join(byte[]... parts) {
		int length = Arrays.stream(parts).mapToInt((part) -> part.length).sum();
		byte[] joined = new byte[length];
		int at = 0;
		for (byte[] part : parts) {
			System.arraycopy(part, 0, joined, at, part.length);
			at += part.length;
		}
		return joined;
	}

	private static byte[] bytes(RandomGenerator random, int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return bytes;
	}

	private static int status(RandomGenerator random) {
		return any(List.of(300, 304, 400, 401, 403, 404, 408, 409, 418, 422, 429, 500, 501, 503, 599, 600, 999),
				random);
	}

	private static <T> T any(List<T> values, RandomGenerator random) {
		return values.get(random.nextInt(values.size()));
	}

}
