package ai.bimpe.client.internal.stream;

import ai.bimpe.client.internal.http.StreamConnector;
import ai.bimpe.client.internal.http.StreamObservation;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.stream.StreamOptions;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectReader;

/**
 * Opens message streams.
 *
 * @since 0.1.0
 */
public final class MessageStreams implements StreamOpener {

	private final StreamConnector connector;

	private final StreamObservation observation;

	private final ObjectReader messageReader;

	private final TicketLimiter ticketLimiter;

	/**
	 * Create.
	 * @param connector opens connections
	 * @param observation observes them
	 */
	public MessageStreams(StreamConnector connector, StreamObservation observation) {
		this.connector = connector;
		this.observation = observation;
		this.ticketLimiter = new TicketLimiter(connector.timer());
		this.messageReader = connector.json().reader(StreamMessage.class, new StreamMessageDeserializer());
	}

	@Override
	public Flux<StreamEvent> open(StreamRequests requests, StreamOptions options) {
		return Flux.defer(() -> new StreamSession(this.connector, this.observation, this.messageReader,
				this.ticketLimiter, requests, options)
			.events());
	}

}
