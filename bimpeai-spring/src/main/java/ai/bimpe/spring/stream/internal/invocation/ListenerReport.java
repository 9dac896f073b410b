package ai.bimpe.spring.stream.internal.invocation;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.OnDeliveryFailure;
import ai.bimpe.spring.stream.StreamSpec;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.util.StringUtils;

/**
 * What the log says about the listeners of a stream when it is opened.
 */
final class ListenerReport {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private static final String MODULITH_REGISTRY = "org.springframework.modulith.events.core.EventPublicationRegistry";

	private static final String PERSISTED_PHASE = "AFTER_COMMIT";

	private final ContextListeners listeners;

	private final StreamSpec spec;

	private final String stream;

	ListenerReport(ContextListeners listeners, StreamSpec spec) {
		this.listeners = listeners;
		this.spec = spec;
		this.stream = "Stream '" + spec.name() + "'";
	}

	void log() {
		Collection<MessageListenerMethodAdapter> tracked = this.listeners.tracked(MessageReceivedEvent.class);
		Collection<ApplicationListenerMethodAdapter> untracked = this.listeners.untracked(MessageReceivedEvent.class);
		Collection<ApplicationListener<?>> beans = this.listeners.beans(MessageReceivedEvent.class);
		Collection<TransactionalListener> transactional = this.listeners.transactional(MessageReceivedEvent.class);
		tracked.forEach(this::check);
		log(Stream
			.of(tracked.stream().map((listener) -> listener.description().shortName()),
					untracked.stream().map((listener) -> describe(listener).shortName()),
					beans.stream().map((listener) -> listener.getClass().getSimpleName()),
					transactional.stream().map(TransactionalListener::shortName))
			.flatMap((names) -> names)
			.toList());
		tracked.stream().map(MessageListenerMethodAdapter::description).forEach(this::warn);
		untracked.forEach((listener) -> warn(describe(listener)
				+ " is called by Spring's own adapter, which does not wait for what the method returns: declare a bean "
				+ "of class ai.bimpe.spring.stream.listener.MessageListenerMethodFactory"));
		transactional.forEach(this::warn);
		if (this.listeners.hasForeignMulticaster()) {
			beans.forEach((listener) -> warn(listener.getClass().getName()
					+ "#onApplicationEvent is called by an ApplicationEventMulticaster of the application, which may "
					+ "swallow what it throws or call it later: use an @EventListener method instead"));
		}
		if (this.spec.delivery().maxAttempts() != null && this.spec.onDeliveryFailure() == OnDeliveryFailure.CONTINUE
				&& !takesDeadLetters()) {
			warn("nothing listens to MessageDeliveryFailedEvent: a conversation whose message fails in "
					+ this.spec.delivery().maxAttempts() + " attempts stops until an operator acts. Add an "
					+ "@EventListener method that keeps the message");
		}
	}

	/**
	 * Return whether somebody takes messages that could not be delivered, besides the
	 * methods whose calls are tracked.
	 * @return {@code true} when a listener is called before the message is acknowledged
	 */
	boolean takesUntrackedDeadLetters() {
		Class<?> event = MessageDeliveryFailedEvent.class;
		return !this.listeners.untracked(event).isEmpty() || !this.listeners.beans(event).isEmpty()
				|| this.listeners.transactional(event).stream().anyMatch(this::isBeforeAcknowledgement);
	}

	private boolean takesDeadLetters() {
		return this.listeners.tracked(MessageDeliveryFailedEvent.class)
			.stream()
			.anyMatch((listener) -> ContextListeners.isSpecific(listener.getTargetMethod(),
					MessageDeliveryFailedEvent.class))
				|| takesUntrackedDeadLetters();
	}

	private boolean isBeforeAcknowledgement(TransactionalListener listener) {
		return this.spec.transactional() ? listener.isBeforeCommit() || isPersisted(listener)
				: listener.isCalledWithoutTransaction();
	}

	// The registry keeps the events of listeners in this phase only.
	private boolean isPersisted(TransactionalListener listener) {
		return listener.phase().equals(PERSISTED_PHASE) && this.listeners.hasBean(MODULITH_REGISTRY);
	}

	private void check(MessageListenerMethodAdapter listener) {
		if (this.spec.transactional() && listener.description().isAsynchronous()
				&& !StringUtils.hasText(listener.condition())) {
			throw new UserException(listener.description().asynchronousInTransaction(this.spec));
		}
	}

	private void log(List<String> names) {
		if (names.isEmpty()) {
			warn("nothing listens to its messages, which are acknowledged without being processed: add an "
					+ "@EventListener method for MessageReceivedEvent");
		}
		else {
			logger.info(this.stream + " may be delivered to " + String.join(", ", names));
		}
	}

	private void warn(ListenerMethod method) {
		if (this.spec.transactional() && method.isAsynchronous()) {
			warn(method.asynchronousInTransaction(this.spec) + ". Its deliveries fail where its condition is met");
		}
		if (method.isDetached()) {
			warn(method + " returns before it has finished, so that a message is acknowledged that may be lost: return "
					+ "a CompletableFuture, or let a method that is not @Async call deferAcknowledgement() and hand the "
					+ "work over");
		}
	}

	private void warn(TransactionalListener listener) {
		if (!this.spec.transactional()) {
			if (!listener.isCalledWithoutTransaction()) {
				warn(listener + " is never called, because a message is not published in a transaction: set "
						+ "'transactional' to true, or use @EventListener");
			}
		}
		else if (!listener.isBeforeCommit() && !isPersisted(listener)) {
			warn(listener + " is called in phase " + listener.phase() + ", when the message is acknowledged already: "
					+ "what it throws is logged, and the message is not delivered again. Use phase BEFORE_COMMIT or "
					+ "@EventListener, or Spring Modulith's event publication registry");
		}
	}

	private void warn(String what) {
		logger.warn(this.stream + ": " + what);
	}

	private static ListenerMethod describe(ApplicationListenerMethodAdapter adapter) {
		return new ListenerMethod(adapter.getTargetMethod().getDeclaringClass(), adapter.getTargetMethod());
	}

}
