package ai.bimpe.client.stream;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * The messages of a conversation as they arrive, each id once. Every subscription opens a
 * stream of its own. Cancelling closes the connection at once. It completes only when
 * reconnecting is off and the server closed the stream; every other end is an error that
 * says why.
 *
 * @since 0.1.0
 */
public final class MessageFlux extends Flux<StreamMessage> {

	private final Flux<StreamEvent> events;

	private final Flux<StreamMessage> messages;

	private MessageFlux(Flux<StreamEvent> events) {
		this.events = events;
		this.messages = events
			.mapNotNull((event) -> (event instanceof StreamEvent.Message received) ? received.message() : null);
	}

	/**
	 * Create from events; also as a stand-in for a stream in tests.
	 * @param events what happens on the stream
	 * @return the messages among them
	 */
	public static MessageFlux of(Flux<StreamEvent> events) {
		return new MessageFlux(events);
	}

	/**
	 * Return everything that happens on the stream: connections, heartbeats, skipped
	 * events and reconnects beside the messages.
	 * @return the events, by a stream of its own for every subscription
	 */
	public Flux<StreamEvent> events() {
		return this.events;
	}

	@Override
	public void subscribe(CoreSubscriber<? super StreamMessage> actual) {
		this.messages.subscribe(actual);
	}

}
