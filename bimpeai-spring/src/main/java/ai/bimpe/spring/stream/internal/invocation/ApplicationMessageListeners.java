package ai.bimpe.spring.stream.internal.invocation;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.ListenerScope;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Publishes messages as application events, and awaits the listeners that are annotated
 * methods, whatever the event multicaster of the application does.
 */
public final class ApplicationMessageListeners implements MessageListeners {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private final ApplicationEventPublisher publisher;

	private final TimeSource time;

	private final BiConsumer<String, Throwable> failedAfterCommit;

	private final ContextListeners listeners;

	private final Set<Object> observed = ConcurrentHashMap.newKeySet();

	/**
	 * Create.
	 * @param publisher publishes the events; its listeners are known when it is an
	 * application context
	 * @param time runs time-outs
	 * @param failedAfterCommit receives the name of a stream and what a listener has
	 * thrown when the transaction was committed already
	 */
	public ApplicationMessageListeners(ApplicationEventPublisher publisher, TimeSource time,
			BiConsumer<String, Throwable> failedAfterCommit) {
		this.publisher = publisher;
		this.time = time;
		this.failedAfterCommit = failedAfterCommit;
		this.listeners = new ContextListeners(publisher);
	}

	@Override
	@SuppressWarnings("try")
	public CompletableFuture<Boolean> invoke(Object event, StreamSpec spec) {
		Collection<MessageListenerMethodAdapter> expected = this.listeners.hasForeignMulticaster()
				? this.listeners.tracked(event.getClass()) : List.of();
		Invocations invocations = new Invocations(event.getClass(), spec, this.time, expected);
		Throwable thrown = null;
		try (ListenerScope scope = ListenerScope.open(event, invocations::defer)) {
			this.publisher.publishEvent(new DeliveredEvent<>(this.publisher, event, invocations));
		}
		catch (Throwable ex) {
			thrown = ex;
		}
		invocations.published(thrown);
		return invocations.end().thenApply((called) -> called || isTaken(event, spec));
	}

	private boolean isTaken(Object event, StreamSpec spec) {
		return event instanceof MessageDeliveryFailedEvent
				&& new ListenerReport(this.listeners, spec).takesUntrackedDeadLetters();
	}

	@Override
	public void report(StreamSpec spec) {
		if (this.listeners.areKnown()) {
			new ListenerReport(this.listeners, spec).log();
			this.listeners.transactional(MessageReceivedEvent.class)
				.stream()
				.filter((listener) -> this.observed.add(listener.identity()))
				.forEach((listener) -> listener.onFailure(this::failed));
		}
	}

	private void failed(ApplicationEvent event, Throwable thrown) {
		if (event instanceof PayloadApplicationEvent<?> payload
				&& payload.getPayload() instanceof MessageReceivedEvent message) {
			logger.error("A listener failed on message '" + message.message().id() + "' of conversation '"
					+ message.conversationId() + "' on stream '" + message.stream() + "' after its "
					+ "transaction, which changes nothing about the acknowledgement: "
					+ ExceptionRedactor.trace(thrown, false));
			this.failedAfterCommit.accept(message.stream(), thrown);
		}
	}

}
