package ai.bimpe.spring.boot.autoconfigure.streams;

import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamLagChangedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import ai.bimpe.spring.stream.StreamStateChangedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Conditions of event listeners read events through reflection, and so do registries that
 * keep them as JSON.
 */
final class StreamEventsRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), MessageReceivedEvent.class,
				MessageDeliveryFailedEvent.class, StreamConnectedEvent.class, StreamDisconnectedEvent.class,
				StreamFailedEvent.class, StreamOwnershipChangedEvent.class, StreamStateChangedEvent.class,
				StreamLagChangedEvent.class);
	}

}
