package ai.bimpe.spring.stream.internal.listener;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.listener.MessageDelivery.Outcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;

/**
 * Tests for {@link DeliveryObservation}.
 */
class DeliveryObservationTests {

	private static final String DELIVERY = "bimpeai.stream.delivery";

	private static final String SECRET = "sk_secret";

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final DeliveryObservation observation = new DeliveryObservation(this.registry, null);

	@Test
	void attemptThatCannotBeAcknowledgedInItsTransactionIsUndecided() {
		CheckpointStoreException down = new CheckpointStoreException(new IllegalStateException(SECRET));
		CompletableFuture<Outcome> delivery = this.observation.observe(event(), 1, () -> false,
				() -> CompletableFuture.failedFuture(down));
		Assertions.assertThat(delivery).isCompletedExceptionally();
		assertThat(this.registry).hasObservationWithNameEqualTo(DELIVERY)
			.that()
			.hasLowCardinalityKeyValue("outcome", "UNDECIDED")
			.hasBeenStopped()
			.assertThatError()
			.hasMessage(CheckpointStoreException.class.getName())
			.hasNoCause();
	}

	@Test
	void attemptThatIsInterruptedByTheStopIsAbandoned() {
		CompletableFuture<Outcome> unused = this.observation.observe(event(), 1, () -> true,
				() -> CompletableFuture.failedFuture(new IllegalStateException(SECRET)));
		assertThat(this.registry).hasObservationWithNameEqualTo(DELIVERY)
			.that()
			.hasLowCardinalityKeyValue("outcome", "ABANDONED")
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void attemptLastsUntilEverythingHasEndedAndIsCurrentOnlyWhileListenersAreCalled() {
		CompletableFuture<Outcome> end = new CompletableFuture<>();
		CompletableFuture<Outcome> unused = this.observation.observe(event(), 7, () -> false, () -> {
			Assertions.assertThat(this.registry.getCurrentObservation()).isNotNull();
			return end;
		});
		Assertions.assertThat(this.registry.getCurrentObservation()).isNull();
		assertThat(this.registry).hasObservationWithNameEqualTo(DELIVERY).that().isNotStopped();
		end.completeExceptionally(new CompletionException(new IllegalStateException(SECRET)));
		assertThat(this.registry).hasObservationWithNameEqualTo(DELIVERY)
			.that()
			.hasLowCardinalityKeyValue("outcome", "FAILED")
			.hasLowCardinalityKeyValue("attempt", "more")
			.hasBeenStopped()
			.assertThatError()
			.hasMessage(IllegalStateException.class.getName())
			.hasNoCause();
	}

	@Test
	void scopeThatListenerHasLeftOpenIsClosed() {
		CompletableFuture<Outcome> unused = this.observation.observe(event(), 1, () -> false, () -> {
			Observation.start("left.open", this.registry).openScope();
			return CompletableFuture.completedFuture(Outcome.DELIVERED);
		});
		Assertions.assertThat(this.registry.getCurrentObservation()).isNull();
	}

	private static MessageReceivedEvent event() {
		return new MessageReceivedEvent("front-desk", "agt_1", "cnv_1",
				new StreamMessage("msg_1", "cnv_1", MessageRole.USER, SECRET, "text", Instant.EPOCH, Map.of()));
	}

}
