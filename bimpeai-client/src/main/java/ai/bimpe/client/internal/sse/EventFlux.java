package ai.bimpe.client.internal.sse;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * Events of one event stream, parsed anew for every subscriber.
 *
 * @param <T> what events are turned into
 */
final class EventFlux<T> extends FluxOperator<DataBuffer, T> {

	private final int maxEventSize;

	private final EventHandler<T> handler;

	EventFlux(Flux<DataBuffer> source, int maxEventSize, EventHandler<T> handler) {
		super(source);
		this.maxEventSize = maxEventSize;
		this.handler = handler;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		this.source.subscribe(new EventSubscription<>(actual, this.handler,
				new EventStreamParser<>(this.maxEventSize, this.handler)));
	}

}
