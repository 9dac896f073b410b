package ai.bimpe.spring.stream.internal.listener;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the application what happens on a stream. What a listener throws is logged, and
 * the stream goes on.
 */
final class StreamEventPublisher {

	private final StreamSpec spec;

	private final ApplicationEventPublisher publisher;

	private final StreamLog log;

	StreamEventPublisher(StreamSpec spec, ApplicationEventPublisher publisher, StreamLog log) {
		this.spec = spec;
		this.publisher = publisher;
		this.log = log;
	}

	void connected(@Nullable String conversationId) {
		publish(new StreamConnectedEvent(this.spec.name(), this.spec.agentId(), conversationId));
	}

	void disconnected(@Nullable String conversationId, StreamEvent.Reconnecting event) {
		publish(new StreamDisconnectedEvent(this.spec.name(), this.spec.agentId(), conversationId, event.cause(),
				event.attempt(), event.delay()));
	}

	void failed(Throwable cause) {
		publish(new StreamFailedEvent(this.spec.name(), this.spec.agentId(), cause));
	}

	void ownership(int shard, boolean owned) {
		publish(new StreamOwnershipChangedEvent(this.spec.name(), this.spec.agentId(), shard, owned));
	}

	void publish(Object event) {
		try {
			publishOrThrow(event);
		}
		catch (Throwable ex) {
			ExceptionRedactor.throwIfFatal(ex);
			this.log.listenerFailed(event, ex);
		}
	}

	/**
	 * Publish an event.
	 * @param event the event
	 * @throws RuntimeException whatever a listener throws
	 */
	void publishOrThrow(Object event) {
		try {
			this.publisher.publishEvent(event);
		}
		finally {
			// What a listener left behind must not reach the store, or the next listener.
			Thread.interrupted();
		}
	}

}
