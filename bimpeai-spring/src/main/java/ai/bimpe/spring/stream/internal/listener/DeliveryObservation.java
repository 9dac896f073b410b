package ai.bimpe.spring.stream.internal.listener;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.StaleOwnerException;
import ai.bimpe.spring.stream.internal.listener.MessageDelivery.Outcome;
import ai.bimpe.spring.stream.observation.DefaultDeliveryObservationConvention;
import ai.bimpe.spring.stream.observation.DeliveryObservationContext;
import ai.bimpe.spring.stream.observation.DeliveryObservationContext.End;
import ai.bimpe.spring.stream.observation.DeliveryObservationConvention;
import ai.bimpe.spring.stream.observation.DeliveryObservationDocumentation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes deliveries, so that what a listener does belongs to the trace of its message.
 */
public final class DeliveryObservation {

	private static final DeliveryObservationConvention DEFAULT_CONVENTION = new DefaultDeliveryObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable DeliveryObservationConvention convention;

	public DeliveryObservation(ObservationRegistry registry, @Nullable DeliveryObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	/**
	 * Observe an attempt to deliver a message.
	 * @param event the message
	 * @param attempt the number of the attempt, from 1
	 * @param aborted whether listeners were interrupted by us
	 * @param delivery makes the attempt
	 * @return how it went
	 */
	@SuppressWarnings("try")
	CompletableFuture<Outcome> observe(MessageReceivedEvent event, int attempt, BooleanSupplier aborted,
			Supplier<CompletableFuture<Outcome>> delivery) {
		if (this.registry.isNoop()) {
			return delivery.get();
		}
		DeliveryObservationContext observed = new DeliveryObservationContext(event.account(), event.stream(),
				event.agentId(), event.conversationId(), event.message().id(), attempt);
		Observation observation = DeliveryObservationDocumentation.DELIVERY
			.observation(this.convention, DEFAULT_CONVENTION, () -> observed, this.registry)
			.start();
		CompletableFuture<Outcome> delivered;
		try (Observation.Scope scope = observation.openScope()) {
			delivered = delivery.get();
		}
		finally {
			// What listeners have left open.
			this.registry.setCurrentObservationScope(null);
		}
		return delivered.whenComplete((outcome, thrown) -> {
			Throwable failure = (thrown != null) ? ExceptionRedactor.unwrap(thrown) : null;
			observed.end(end(failure, aborted.getAsBoolean()));
			if (failure != null && observed.end() != End.ABANDONED) {
				observation.error(new RedactedFailure(failure));
			}
			observation.stop();
		});
	}

	private static End end(@Nullable Throwable failure, boolean aborted) {
		if (failure == null) {
			return End.DELIVERED;
		}
		if (failure instanceof CheckpointStoreException || failure instanceof StaleOwnerException) {
			return End.UNDECIDED;
		}
		return aborted ? End.ABANDONED : End.FAILED;
	}

}
