package ai.bimpe.client.stream;

import ai.bimpe.client.conversations.StreamEvent;
import ai.bimpe.client.conversations.StreamMessage;
import ai.bimpe.client.conversations.StreamOptions;
import ai.bimpe.client.http.StreamExchange;
import ai.bimpe.client.http.StreamWatch;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectReader;

/**
 * Opens message streams.
 *
 * @since 0.1.0
 */
public final class MessageStreams {

	private final StreamExchange exchange;

	private final StreamWatch watch;

	private final ObjectReader messageReader;

	private final TicketQueue tickets = new TicketQueue();

	/**
	 * Create.
	 * @param exchange opens connections
	 * @param watch observes them
	 */
	public MessageStreams(StreamExchange exchange, StreamWatch watch) {
		this.exchange = exchange;
		this.watch = watch;
		this.messageReader = exchange.json().reader(StreamMessage.class, new StreamMessageDeserializer());
	}

	/**
	 * Follow a conversation.
	 * @param source gets tickets and describes connections
	 * @param options where to start and how stubborn to be
	 * @return what happens; nothing is opened before a subscription
	 */
	public Flux<StreamEvent> open(StreamSource source, StreamOptions options) {
		return Flux
			.defer(() -> new StreamSession(this.exchange, this.watch, this.messageReader, this.tickets, source, options)
				.events());
	}

}
