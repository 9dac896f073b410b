package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.StreamSpec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link StreamMeters}.
 */
class StreamMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final StreamMeters meters = new StreamMeters(this.registry);

	@Test
	void streamOfAnotherAccountTakesTheNameAndNoMeters() {
		heard(stream("acme"));
		heard(stream("globex"));
		assertThat(this.registry.getMeters()).isNotEmpty()
			.extracting((meter) -> meter.getId().getTag("account"))
			.containsOnly("globex");
	}

	@Test
	void gaugesAreThoseOfTheStreamThatHasTheNameNow() {
		heard(stream("default"));
		ManagedStream next = stream("default");
		given(next.buffered()).willReturn(7);
		heard(next);
		assertThat(this.registry.get("bimpeai.stream.buffered").gauge().value()).isEqualTo(7);
	}

	@Test
	void countsMessagesThatAreGivenUp() {
		ManagedStream stream = stream("default");
		this.meters.onDeliveryFailure(stream, deliveryFailed(), false);
		this.meters.onDeliveryFailure(stream, deliveryFailed(), true);
		assertThat(this.registry.get("bimpeai.stream.delivery.failures").counter().count()).isOne();
	}

	@Test
	void countsFailuresBehindTheAcknowledgement() {
		heard(stream("default"));
		this.meters.onFailureAfterCommit("front-desk", new IllegalStateException());
		assertThat(this.registry.get("bimpeai.stream.aftercommit.failures").counter().count()).isOne();
	}

	@Test
	void parkedConversationsAreCountedAndTheirAgeAndAttemptsMeasured() {
		ManagedStream stream = stream("default");
		given(stream.parked()).willReturn(
				List.of(new ParkedConversation("cnv_1", "msg_1", 3, "x", Instant.now().minusSeconds(60), null, true),
						new ParkedConversation("cnv_2", "msg_2", 7, "x", Instant.now(), null, false)));
		heard(stream);
		assertThat(this.registry.get("bimpeai.stream.parked").gauge().value()).isEqualTo(2);
		assertThat(this.registry.get("bimpeai.stream.parked.attempts").gauge().value()).isEqualTo(7);
		assertThat(this.registry.get("bimpeai.stream.parked.age").timeGauge().value(TimeUnit.SECONDS)).isBetween(60.0,
				120.0);
	}

	private void heard(ManagedStream stream) {
		this.meters.onEvent(stream, new StreamEvent.Heartbeat());
	}

	private static ManagedStream stream(String account) {
		ManagedStream stream = mock();
		given(stream.spec()).willReturn(StreamSpec.of("front-desk", "agt_1", "cnv_1").withAccount(account));
		given(stream.lag()).willReturn(Duration.ZERO);
		return stream;
	}

	private static MessageDeliveryFailedEvent deliveryFailed() {
		return new MessageDeliveryFailedEvent("front-desk", "agt_1", "cnv_1",
				new StreamMessage("msg_1", "cnv_1", MessageRole.USER, "text", "text", Instant.EPOCH, Map.of()),
				new IllegalStateException(), 3);
	}

}
