package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.bimpe.client.errors.StreamDisconnectedException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Remembers what went wrong last on each stream, also when it is well again.
 */
final class LastErrors implements ManagedStreamListener {

	/** An application may follow one conversation after the other for ever. */
	private static final int MOST = 1000;

	private final Clock clock;

	private final Map<String, StreamError> errors = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, StreamError> eldest) {
			return size() > MOST;
		}

	};

	LastErrors(Clock clock) {
		this.clock = clock;
	}

	// A server that closes a healthy stream is no error.
	@Override
	public void onEvent(ManagedStream stream, StreamEvent event) {
		if (event instanceof StreamEvent.Reconnecting reconnecting
				&& !(reconnecting.cause() instanceof StreamDisconnectedException)) {
			put(stream.spec().name(), StreamError.of(reconnecting.cause(), this.clock.instant()));
		}
	}

	// One that throws keeps the event from those behind.
	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(StreamFailedEvent event) {
		put(event.stream(), StreamError.of(event.cause(), this.clock.instant()));
	}

	@Override
	public void onDeliveryFailure(ManagedStream stream, MessageDeliveryFailedEvent failure, boolean last) {
		put(failure.stream(), StreamError.ofListener(failure.exception(), String.valueOf(failure.message().id()),
				failure.attempts(), this.clock.instant()));
	}

	synchronized @Nullable StreamError of(String stream) {
		return this.errors.get(stream);
	}

	private synchronized void put(String stream, StreamError error) {
		this.errors.remove(stream);
		this.errors.put(stream, error);
	}

}
