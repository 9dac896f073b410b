package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;

import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.listener.DeliveryBuffer.Conversation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ParkedMessage}.
 */
class ParkedMessageTests {

	private final ParkedMessage message = new ParkedMessage(new Conversation("cnv_1"), Instant.EPOCH,
			StreamRetries.deliveries(null, Duration.ofMillis(1), Duration.ofMinutes(5), 2));

	@Test
	void failureIsNewsTheFirstTimeAndWheneverItsClassOrOriginChanges() {
		assertThat(this.message.failed(illegalState("one"))).isTrue();
		assertThat(this.message.failed(illegalState("two"))).isFalse();
		assertThat(this.message.failed(new IllegalStateException("two"))).isTrue();
		assertThat(this.message.failed(illegalState("one"))).isTrue();
		assertThat(this.message.failed(withTrace(new IllegalArgumentException(), illegalState("one")))).isTrue();
		assertThat(this.message.failed(withTrace(new IllegalArgumentException(), illegalState("one")))).isFalse();
		assertThat(this.message.attempts()).isEqualTo(6);
	}

	private static Throwable illegalState(String message) {
		return new IllegalStateException(message);
	}

	private static Throwable withTrace(Throwable failure, Throwable other) {
		failure.setStackTrace(other.getStackTrace());
		return failure;
	}

}
