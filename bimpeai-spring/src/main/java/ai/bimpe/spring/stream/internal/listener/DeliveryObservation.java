package ai.bimpe.spring.stream.internal.listener;

import java.util.function.Function;

import ai.bimpe.spring.stream.MessageReceivedEvent;
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
	 * Observe a delivery.
	 * @param event the message
	 * @param delivery delivers it, and tells of attempts and failure unless it is given
	 * {@code null}
	 * @return how it went
	 */
	@SuppressWarnings("try")
	Outcome around(MessageReceivedEvent event, Function<@Nullable DeliveryObservationContext, Outcome> delivery) {
		if (this.registry.isNoop()) {
			return delivery.apply(null);
		}
		DeliveryObservationContext observed = new DeliveryObservationContext(event.account(), event.stream(),
				event.agentId(), event.conversationId(), event.message().id());
		Observation observation = DeliveryObservationDocumentation.DELIVERY
			.observation(this.convention, DEFAULT_CONVENTION, () -> observed, this.registry)
			.start();
		try (Observation.Scope scope = observation.openScope()) {
			Outcome outcome = delivery.apply(observed);
			observed.end(end(outcome));
			Throwable failure = observed.getError();
			if (failure != null) {
				observation.error(failure);
			}
			return outcome;
		}
		catch (Throwable ex) {
			observed.end(End.UNDECIDED);
			observation.error(new RedactedFailure(ex));
			throw ex;
		}
		finally {
			observation.stop();
		}
	}

	private static End end(Outcome outcome) {
		return switch (outcome) {
			case DELIVERED, ACKNOWLEDGED -> End.DELIVERED;
			case FAILED -> End.FAILED;
			case ABANDONED -> End.ABANDONED;
		};
	}

}
