package ai.bimpe.samples.inbox.live;

import java.util.concurrent.ArrayBlockingQueue;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * A page that is open in a browser. Used by one thread at a time.
 */
final class BrowserConnection {

	/** Room for a whole replay, and for what happens meanwhile. */
	private static final int CAPACITY = 2 * LiveUpdates.KEPT;

	private final String session;

	private final Sinks.Many<Update> queue = Sinks.many()
		.unicast()
		.onBackpressureBuffer(new ArrayBlockingQueue<>(CAPACITY));

	BrowserConnection(String session) {
		this.session = session;
	}

	Flux<Update> updates() {
		return this.queue.asFlux();
	}

	/**
	 * Put an update into the queue.
	 * @param update the update
	 * @return whether there was room for it
	 */
	boolean send(Update update) {
		return this.queue.tryEmitNext(update).isSuccess();
	}

	boolean isOf(String session) {
		return this.session.equals(session);
	}

	void end() {
		this.queue.tryEmitComplete();
	}

}
