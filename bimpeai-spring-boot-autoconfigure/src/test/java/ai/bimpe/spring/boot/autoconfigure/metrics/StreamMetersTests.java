package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
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
	void countsFailuresBeforeListenersThatThrow() {
		heard(stream("default"));
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean("a", ThrowingListener.class, ThrowingListener::new);
			context.registerBean("b", StreamMeters.class, () -> this.meters);
			context.refresh();
			assertThatException().isThrownBy(() -> context.publishEvent(deliveryFailed()));
		}
		assertThat(this.registry.get("bimpeai.stream.delivery.failures").counter().count()).isOne();
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

	/**
	 * Comes first, as far as beans without an order go.
	 */
	static class ThrowingListener {

		@EventListener
		void on(MessageDeliveryFailedEvent event) {
			throw new IllegalStateException("not today");
		}

	}

}
