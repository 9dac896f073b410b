package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamLagChangedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.StreamStateChangedEvent;
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

	void lag(Duration lag, boolean exceeded) {
		publish(new StreamLagChangedEvent(this.spec.name(), this.spec.agentId(), lag, exceeded));
	}

	void state(StreamState from, StreamState to, @Nullable Throwable cause) {
		publish(new StreamStateChangedEvent(this.spec.name(), this.spec.agentId(), from, to, cause));
	}

	private void publish(Object event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (Throwable ex) {
			this.log.listenerFailed(event, ex);
		}
		finally {
			// What a listener left behind must not reach the store, or the next listener.
			ThreadContext.clear();
			Thread.interrupted();
		}
	}

}
