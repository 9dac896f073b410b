package ai.bimpe.spring.stream.internal.listener;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryBuffer}.
 */
class DeliveryBufferTests {

	private static final int MEGABYTE = 1024 * 1024;

	private final DeliveryBuffer buffer = new DeliveryBuffer(1);

	@ParameterizedTest
	@MethodSource("large")
	void memoryOfMessageIsCountedWhateverIsLarge(StreamMessage message) {
		this.buffer.add("cnv_1", message, 0);
		assertThat(this.buffer.bytes()).isGreaterThan(MEGABYTE);
		this.buffer.done(Objects.requireNonNull(this.buffer.next()));
		assertThat(this.buffer.bytes()).isZero();
	}

	static Stream<StreamMessage> large() {
		String text = "x".repeat(MEGABYTE);
		return Stream.of(message("m", text, "text", Map.of()), message(text, "Hi", "text", Map.of()),
				message("m", "Hi", text, Map.of()),
				message("m", "Hi", "text", Map.of("a", List.of(Map.of("b", text)))));
	}

	private static StreamMessage message(String id, String text, String type, Map<String, Object> others) {
		return new StreamMessage(id, "cnv_1", MessageRole.USER, text, type, Instant.EPOCH, others);
	}

}
