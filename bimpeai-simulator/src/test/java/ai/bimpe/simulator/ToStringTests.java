package ai.bimpe.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.bimpe.simulator.core.ApiKey;
import ai.bimpe.simulator.internal.http.ApiRequest;
import ai.bimpe.simulator.internal.http.HttpMessage;
import ai.bimpe.simulator.internal.http.JsonResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no value shows a key, a ticket or a text.
 */
class ToStringTests {

	private static final String SECRET = "SECRET text";

	static Stream<Object> values() {
		HttpMessage message = new HttpMessage("GET", "/stream", Map.of("ticket", List.of(SECRET)),
				Map.of("authorization", List.of(SECRET)), SECRET.getBytes(StandardCharsets.UTF_8));
		return Stream.of(new SimulatedMessage("msg_1", "user", SECRET, Instant.EPOCH), message,
				new ApiRequest(message, Map.of(), ApiKey.of("SECRET"), null),
				JsonResponse.ok(JsonNodeFactory.instance.objectNode().put("ticket", SECRET)), ApiKey.of("SECRET"));
	}

	@ParameterizedTest
	@MethodSource("values")
	void valueShowsNoSecret(Object value) {
		assertThat(value.toString()).startsWith(value.getClass().getSimpleName() + "[").doesNotContain("SECRET");
	}

}
