package ai.bimpe.spring.stream.internal.invocation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.OnDeliveryFailure;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamDisconnectedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamLagChangedEvent;
import ai.bimpe.spring.stream.StreamOwnershipChangedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamStateChangedEvent;
import ai.bimpe.spring.stream.internal.InvalidListenerException;
import ai.bimpe.spring.stream.internal.invocation.TransactionalListener.Phase;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What the log says about the listeners of a stream when it is opened.
 */
final class ListenerReport {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private static final String MODULITH_REGISTRY = "org.springframework.modulith.events.core.EventPublicationRegistry";

	private static final String INSTEAD = ". Use phase BEFORE_COMMIT or @EventListener, or Spring Modulith's event "
			+ "publication registry";

	private static final List<Class<?>> DELIVERED = List.of(MessageReceivedEvent.class,
			MessageDeliveryFailedEvent.class);

	/** What no delivery waits for. */
	private static final List<Class<?>> OTHERS = List.of(StreamConnectedEvent.class, StreamDisconnectedEvent.class,
			StreamFailedEvent.class, StreamLagChangedEvent.class, StreamOwnershipChangedEvent.class,
			StreamStateChangedEvent.class);

	private final ContextListeners listeners;

	private final StreamSpec spec;

	private final String stream;

	ListenerReport(ContextListeners listeners, StreamSpec spec) {
		this.listeners = listeners;
		this.spec = spec;
		this.stream = "Stream '" + spec.name() + "'";
	}

	void log() {
		List<Class<?>> events = isFinite() ? DELIVERED : List.of(MessageReceivedEvent.class);
		events.forEach(this::check);
		DELIVERED.forEach(this::checkConditions);
		// A listener of any event would be warned of twice.
		Set<String> warnings = new LinkedHashSet<>();
		List<String> names = names();
		if (names.isEmpty()) {
			warnings.add("nothing listens to its messages, which are acknowledged without being processed: add an "
					+ "@EventListener method for MessageReceivedEvent");
		}
		else {
			logger.info(this.stream + " may be delivered to " + String.join(", ", names));
		}
		events.forEach((event) -> warnings.addAll(warnings(event)));
		Stream.concat(DELIVERED.stream(), OTHERS.stream())
			.flatMap((event) -> conditionProblems(event, false))
			.forEach(warnings::add);
		if (isFinite() && this.spec.onDeliveryFailure() == OnDeliveryFailure.CONTINUE && !takesDeadLetters()) {
			warnings.add("nothing listens to MessageDeliveryFailedEvent: a conversation whose message fails in "
					+ this.spec.delivery().maxAttempts() + " attempts stops until an operator acts. Add an "
					+ "@EventListener method that keeps the message");
		}
		warnings.forEach((warning) -> logger.warn(this.stream + ": " + warning));
	}

	/**
	 * Return whether somebody takes messages that could not be delivered, besides the
	 * methods whose calls are tracked.
	 * @return {@code true} when a listener is called before the message is acknowledged
	 */
	boolean takesUntrackedDeadLetters() {
		Class<?> event = MessageDeliveryFailedEvent.class;
		return !this.listeners.untracked(event).isEmpty()
				|| this.listeners.beans(event).stream().anyMatch((bean) -> bean.isSpecific(event))
				|| this.listeners.transactional(event).stream().anyMatch(this::isBeforeAcknowledgement);
	}

	private boolean takesDeadLetters() {
		Class<?> event = MessageDeliveryFailedEvent.class;
		return this.listeners.tracked(event).stream().anyMatch((listener) -> listener.isSpecific(event))
				|| takesUntrackedDeadLetters();
	}

	private boolean isFinite() {
		return this.spec.delivery().maxAttempts() != null;
	}

	private boolean isBeforeAcknowledgement(TransactionalListener listener) {
		return this.spec.transactional() ? listener.phase() == Phase.BEFORE_COMMIT || isPersisted(listener)
				: listener.isCalledWithoutTransaction();
	}

	// The registry keeps the events of listeners in this phase only.
	private boolean isPersisted(TransactionalListener listener) {
		return listener.phase() == Phase.AFTER_COMMIT && this.listeners.hasBean(MODULITH_REGISTRY);
	}

	private boolean isCalledForDelivery(TransactionalListener listener) {
		return this.spec.transactional() ? listener.phase() != Phase.AFTER_ROLLBACK
				: listener.isCalledWithoutTransaction();
	}

	private void check(Class<?> event) {
		if (this.spec.transactional()) {
			Stream<ListenerMethod> tracked = this.listeners.tracked(event)
				.stream()
				.map(MessageListenerMethodAdapter::description);
			Stream.concat(tracked, this.listeners.transactional(event).stream().flatMap(this::calledByDelivery))
				.filter((method) -> method.isAsynchronous() && !method.isConditional())
				.findFirst()
				.ifPresent((method) -> {
					throw new InvalidListenerException(method.asynchronousInTransaction(this.spec), null);
				});
		}
	}

	// Every delivery would fail, or the listener never be called.
	private void checkConditions(Class<?> event) {
		conditionProblems(event, true).findFirst().ifPresent((problem) -> {
			throw new InvalidListenerException(problem, null);
		});
	}

	private Stream<String> conditionProblems(Class<?> event, boolean specific) {
		return this.listeners.methods(event, specific)
			.stream()
			.map((method) -> ListenerCondition.of(method).problem())
			.flatMap(Stream::ofNullable);
	}

	private Stream<ListenerMethod> calledByDelivery(TransactionalListener listener) {
		boolean called = this.spec.transactional() ? listener.phase() == Phase.BEFORE_COMMIT
				: listener.isCalledWithoutTransaction();
		return (called && listener.description() instanceof ListenerMethod method) ? Stream.of(method) : Stream.empty();
	}

	private List<String> names() {
		Class<?> event = MessageReceivedEvent.class;
		Stream<ListenerDescription> called = Stream.concat(
				this.listeners.tracked(event).stream().map(MessageListenerMethodAdapter::description),
				Stream.concat(this.listeners.untracked(event).stream(), this.listeners.beans(event).stream()));
		Stream<ListenerDescription> transactional = this.listeners.transactional(event)
			.stream()
			.filter(this::isCalledForDelivery)
			.map(TransactionalListener::description);
		return Stream.concat(called, transactional).map(ListenerDescription::shortName).toList();
	}

	private List<String> warnings(Class<?> event) {
		List<String> warnings = new ArrayList<>();
		this.listeners.tracked(event).forEach((listener) -> addWarnings(warnings, listener.description()));
		this.listeners.untracked(event)
			.forEach((method) -> warnings
				.add(method + " is called by Spring's own adapter, which does not wait for what the method returns: "
						+ "declare a bean of class ai.bimpe.spring.stream.listener.MessageListenerMethodFactory"));
		this.listeners.transactional(event).forEach((listener) -> addWarnings(warnings, listener));
		List<EventMulticaster> multicasters = this.listeners.multicasters();
		if (multicasters.stream().anyMatch(EventMulticaster::isForeign)) {
			Stream.concat(this.listeners.beans(event).stream(), calledAtOnce(event))
				.forEach((listener) -> warnings.add(listener
						+ " is called by an ApplicationEventMulticaster of the application, which may swallow what "
						+ "it throws or call it later: use an @EventListener method instead"));
		}
		if (this.spec.transactional()) {
			multicasters.stream()
				.filter(EventMulticaster::isAsynchronous)
				.forEach((multicaster) -> warnings.add(multicaster.name() + " has an executor, and calls listeners on "
						+ "another thread than that of the transaction, so that every delivery fails: declare an "
						+ "ApplicationEventMulticaster without an executor, or set 'transactional' to false"));
		}
		return warnings;
	}

	private void addWarnings(List<String> warnings, ListenerMethod method) {
		if (this.spec.transactional() && method.isAsynchronous()) {
			warnings
				.add(method.asynchronousInTransaction(this.spec) + ". Its deliveries fail where its condition is met");
		}
		if (method.isDetached()) {
			warnings.add(method
					+ " returns before it has finished, so that a message is acknowledged that may be lost: "
					+ "return a CompletableFuture, or let a method that is not @Async call deferAcknowledgement() and "
					+ "hand the work over");
		}
	}

	private Stream<ListenerDescription> calledAtOnce(Class<?> event) {
		return this.listeners.transactional(event)
			.stream()
			.filter((listener) -> !this.spec.transactional() && listener.isCalledWithoutTransaction())
			.map(TransactionalListener::description);
	}

	private void addWarnings(List<String> warnings, TransactionalListener listener) {
		calledByDelivery(listener).filter((method) -> method.isAsynchronous() || method.isDetached())
			.forEach((method) -> warnings
				.add(method + " returns before it has finished, and what a @TransactionalEventListener returns is not "
						+ "awaited, so that a message is acknowledged that may be lost: finish the work before the "
						+ "method returns, or use an @EventListener method"));
		if (!this.spec.transactional()) {
			if (!listener.isCalledWithoutTransaction()) {
				warnings.add(listener.description() + " is never called, because a message is not published in a "
						+ "transaction: set 'transactional' to true, or use @EventListener");
			}
		}
		else if (!isBeforeAcknowledgement(listener)) {
			warnings.add(listener.description() + " is called in phase " + listener.phase() + ", "
					+ consequence(listener.phase()));
		}
	}

	private static String consequence(Phase phase) {
		return switch (phase) {
			case AFTER_ROLLBACK -> "only when an attempt to deliver a message has failed: it does not receive messages "
					+ "that are delivered, and what it throws is logged and changes nothing. Use phase BEFORE_COMMIT or "
					+ "@EventListener to process messages";
			case AFTER_COMPLETION -> "when the transaction was committed, and when it was rolled back. After a commit "
					+ "the message is acknowledged already: what it throws is logged, and the message is not delivered "
					+ "again. After a rollback it is called for an attempt that has failed" + INSTEAD;
			default -> "when the message is acknowledged already: what it throws is logged, and the message is not "
					+ "delivered again" + INSTEAD;
		};
	}

}
