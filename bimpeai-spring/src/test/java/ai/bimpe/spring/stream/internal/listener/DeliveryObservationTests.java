package ai.bimpe.spring.stream.internal.listener;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeliveryObservation}.
 */
class DeliveryObservationTests {

	private static final String DELIVERY = "bimpeai.stream.delivery";

	private static final String SECRET = "sk_secret";

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	@Test
	void deliveryThatCannotBeAcknowledgedInItsTransactionIsUndecided() {
		DeliveryObservation observation = new DeliveryObservation(this.registry, null);
		CheckpointStoreException down = new CheckpointStoreException(new IllegalStateException(SECRET));
		assertThatExceptionOfType(CheckpointStoreException.class)
			.isThrownBy(() -> observation.around(event(), (observed) -> {
				Objects.requireNonNull(observed).attempt();
				throw down;
			}));
		assertThat(this.registry).hasObservationWithNameEqualTo(DELIVERY)
			.that()
			.hasLowCardinalityKeyValue("outcome", "UNDECIDED")
			.hasBeenStopped()
			.assertThatError()
			.hasMessage(CheckpointStoreException.class.getName())
			.hasNoCause();
	}

	@Test
	void deliveryThatEndsWithTheStreamIsAbandoned() {
		new DeliveryObservation(this.registry, null).around(event(), (observed) -> MessageDelivery.Outcome.ABANDONED);
		assertThat(this.registry).hasObservationWithNameEqualTo(DELIVERY)
			.that()
			.hasLowCardinalityKeyValue("outcome", "ABANDONED")
			.doesNotHaveError()
			.hasBeenStopped();
	}

	private static MessageReceivedEvent event() {
		return new MessageReceivedEvent("front-desk", "agt_1", "cnv_1",
				new StreamMessage("msg_1", "cnv_1", MessageRole.USER, SECRET, "text", Instant.EPOCH, Map.of()));
	}

}
