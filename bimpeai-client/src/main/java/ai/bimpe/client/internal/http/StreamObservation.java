package ai.bimpe.client.internal.http;

import java.util.function.BooleanSupplier;
import java.util.function.Function;

import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.observation.DefaultStreamObservationConvention;
import ai.bimpe.client.observation.StreamObservationContext;
import ai.bimpe.client.observation.StreamObservationContext.End;
import ai.bimpe.client.observation.StreamObservationConvention;
import ai.bimpe.client.observation.StreamObservationDocumentation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Observes the connections of streams: each by itself, because a stream can live for
 * months, and what is observed is seen when it has ended.
 *
 * @since 0.1.0
 */
public final class StreamObservation {

	private static final StreamObservationConvention DEFAULT_CONVENTION = new DefaultStreamObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable StreamObservationConvention convention;

	private final String account;

	/**
	 * Create.
	 * @param registry takes the observations
	 * @param convention names them; {@code null} for the default
	 * @param account what the client is called
	 */
	public StreamObservation(ObservationRegistry registry, @Nullable StreamObservationConvention convention,
			String account) {
		this.registry = registry;
		this.convention = convention;
		this.account = account;
	}

	/**
	 * Observe a connection. Calls that it makes are children of the observation.
	 * @param <T> what is read
	 * @param agentId the id of the agent
	 * @param conversationId the id of the conversation
	 * @param connection from the ticket to the last byte
	 * @param accepted says at the end whether the server has accepted the connection
	 * @param events returns the event to observe when something is read that is worth one
	 * @return the same, observed unless there is no registry
	 */
	public <T> Flux<T> around(String agentId, String conversationId, Flux<T> connection, BooleanSupplier accepted,
			Function<T, Observation.@Nullable Event> events) {
		if (this.registry.isNoop()) {
			return connection;
		}
		return Flux.deferContextual((context) -> {
			StreamObservationContext observed = new StreamObservationContext(this.account, agentId, conversationId);
			Observation observation = StreamObservationDocumentation.CONNECTION
				.observation(this.convention, DEFAULT_CONVENTION, () -> observed, this.registry)
				.parentObservation(CallObservation.parent(context, this.registry))
				.start();
			SingleStopObservation stopOnce = new SingleStopObservation(observation);
			return CurrentObservation.during(observation,
					connection.doOnNext((element) -> observe(observation, events.apply(element)))
						.doOnComplete(() -> stopOnce.end(() -> observed.end(End.CLOSED, accepted.getAsBoolean())))
						.doOnError((failure) -> stopOnce.end(() -> {
							observed.end((failure instanceof StreamDisconnectedException) ? End.CLOSED : End.FAILED,
									accepted.getAsBoolean());
							if (observed.end() == End.FAILED) {
								observation.error(failure);
							}
						}))
						.doOnCancel(() -> stopOnce.end(() -> observed.end(End.CANCELLED, accepted.getAsBoolean())))
						.contextWrite((inner) -> inner.put(ObservationThreadLocalAccessor.KEY, observation)));
		});
	}

	private static void observe(Observation observation, Observation.@Nullable Event event) {
		if (event != null) {
			observation.event(event);
		}
	}

}
