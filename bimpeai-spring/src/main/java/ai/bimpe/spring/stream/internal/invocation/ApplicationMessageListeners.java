package ai.bimpe.spring.stream.internal.invocation;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.ListenerScope;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.invocation.TransactionalListener.Phase;
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

	private final boolean exceptionMessages;

	private final BiConsumer<String, Throwable> failedAfterCommit;

	private final ContextListeners listeners;

	private final Set<Object> observed = ConcurrentHashMap.newKeySet();

	/**
	 * Create.
	 * @param publisher publishes the events; its listeners are known when it is an
	 * application context
	 * @param time runs time-outs
	 * @param exceptionMessages whether to log the messages of what listeners throw
	 * @param failedAfterCommit receives the name of a stream and what a listener has
	 * thrown when the transaction was committed already
	 */
	public ApplicationMessageListeners(ApplicationEventPublisher publisher, TimeSource time, boolean exceptionMessages,
			BiConsumer<String, Throwable> failedAfterCommit) {
		this.publisher = publisher;
		this.time = time;
		this.exceptionMessages = exceptionMessages;
		this.failedAfterCommit = failedAfterCommit;
		this.listeners = new ContextListeners(publisher);
	}

	@Override
	@SuppressWarnings("try")
	public CompletableFuture<Boolean> invoke(Object event, StreamSpec spec) {
		Invocations invocations = new Invocations(event.getClass(), spec, this.time,
				this.listeners.tracked(event.getClass()));
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
			Stream.of(MessageReceivedEvent.class, MessageDeliveryFailedEvent.class)
				.flatMap((event) -> this.listeners.transactional(event).stream())
				.filter((listener) -> this.observed.add(listener.identity()))
				.forEach((listener) -> listener.onFailure((event, thrown) -> failed(listener, event, thrown)));
		}
	}

	private void failed(TransactionalListener listener, ApplicationEvent event, Throwable thrown) {
		Object payload = (event instanceof PayloadApplicationEvent<?> published) ? published.getPayload() : event;
		if (payload instanceof MessageReceivedEvent message) {
			String what = describe(message.message(), message.conversationId(), message.stream());
			failed(listener, message.stream(), what, "the message is acknowledged, and is not delivered again",
					isRolledBack(listener, event), thrown);
		}
		else if (payload instanceof MessageDeliveryFailedEvent letter) {
			String what = "the MessageDeliveryFailedEvent of "
					+ describe(letter.message(), letter.conversationId(), letter.stream());
			failed(listener, letter.stream(), what, "the event is not published again", isRolledBack(listener, event),
					thrown);
		}
	}

	private void failed(TransactionalListener listener, String stream, String what, String committed,
			boolean rolledBack, Throwable thrown) {
		String condition = (listener.phase() == Phase.AFTER_COMPLETION) ? "if the transaction was committed, " : "";
		logger.error("A listener failed on " + what + " in phase " + listener.phase() + " (" + listener.description()
				+ "): " + (rolledBack ? "the transaction was rolled back" : condition + committed) + ": "
				+ ExceptionRedactor.trace(thrown, this.exceptionMessages));
		if (!rolledBack) {
			this.failedAfterCommit.accept(stream, thrown);
		}
	}

	private static String describe(StreamMessage message, String conversationId, String stream) {
		return "message '" + message.id() + "' of conversation '" + conversationId + "' on stream '" + stream + "'";
	}

	// After the completion, Spring does not tell a listener how it has ended.
	private static boolean isRolledBack(TransactionalListener listener, ApplicationEvent event) {
		return listener.phase() == Phase.AFTER_ROLLBACK
				|| (listener.phase() == Phase.AFTER_COMPLETION && event instanceof DeliveredEvent<?> delivered
						&& delivered.invocations().end().isCompletedExceptionally());
	}

}
