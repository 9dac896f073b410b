package ai.bimpe.spring.stream.internal.listener;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.OnDeliveryFailure;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.checkpoint.Checkpoints;
import ai.bimpe.spring.stream.internal.invocation.MessageListeners;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver a message to the listeners of the application, or the message
 * that could not be delivered. On a transactional stream, in a transaction that moves the
 * checkpoint as well.
 */
final class MessageDelivery {

	private final StreamSpec spec;

	private final Checkpoints checkpoints;

	private final MessageListeners listeners;

	private final DeliveryObservation observation;

	private final @Nullable StreamTransactions transactions;

	private final BooleanSupplier aborted;

	/**
	 * Create.
	 * @param spec the stream
	 * @param checkpoints moved in the transaction of the delivery, if there is one
	 * @param infrastructure calls listeners, observes deliveries, and has the
	 * transactions
	 * @param aborted whether listeners were interrupted by us
	 */
	MessageDelivery(StreamSpec spec, Checkpoints checkpoints, StreamInfrastructure infrastructure,
			BooleanSupplier aborted) {
		this.spec = spec;
		this.checkpoints = checkpoints;
		this.listeners = infrastructure.listeners();
		this.observation = infrastructure.deliveries();
		this.transactions = spec.transactional() ? infrastructure.transactions() : null;
		this.aborted = aborted;
	}

	/**
	 * Deliver a message.
	 * @param event the message
	 * @param attempt the number of the attempt, from 1
	 * @return how it went; a failure may be one of a listener, or one of the checkpoint
	 * store
	 */
	CompletableFuture<Outcome> deliver(MessageReceivedEvent event, int attempt) {
		return this.observation.observe(event, attempt, this.aborted, () -> attempt(event));
	}

	/**
	 * Publish that a message could not be delivered. Unless the stream is to be paused
	 * then, this decides whether the message can be acknowledged.
	 * @param event the dead letter
	 * @return how it went
	 */
	CompletableFuture<Outcome> deadLetter(MessageDeliveryFailedEvent event) {
		boolean acknowledged = this.spec.onDeliveryFailure() == OnDeliveryFailure.CONTINUE;
		if (this.transactions == null) {
			return invoke(event).thenApply((taken) -> taken ? Outcome.DELIVERED : Outcome.NOT_TAKEN);
		}
		return inTransaction(event.conversationId(), () -> {
			boolean taken = join(invoke(event));
			if (taken && acknowledged) {
				this.checkpoints.advance(event.conversationId(), event.message());
			}
			return taken ? Outcome.ACKNOWLEDGED : Outcome.NOT_TAKEN;
		});
	}

	private CompletableFuture<Outcome> attempt(MessageReceivedEvent event) {
		if (this.transactions == null) {
			return invoke(event).thenApply((called) -> Outcome.DELIVERED);
		}
		return inTransaction(event.conversationId(), () -> {
			join(invoke(event));
			this.checkpoints.advance(event.conversationId(), event.message());
			return Outcome.ACKNOWLEDGED;
		}, () -> this.checkpoints.isAt(event.conversationId(), event.message()));
	}

	private CompletableFuture<Boolean> invoke(Object event) {
		try {
			return this.listeners.invoke(event, this.spec).thenApply(this::unlessAborted);
		}
		finally {
			// What a listener left behind must not reach the store.
			Thread.interrupted();
		}
	}

	// A listener that was interrupted may have returned without having finished.
	private boolean unlessAborted(boolean called) {
		if (this.aborted.getAsBoolean()) {
			throw new CancellationException("The time to stop is over");
		}
		return called;
	}

	private CompletableFuture<Outcome> inTransaction(String conversationId, Work work) {
		return inTransaction(conversationId, work, () -> false);
	}

	// A commit that seemed to fail may have succeeded.
	private CompletableFuture<Outcome> inTransaction(String conversationId, Work work, BooleanSupplier committed) {
		StreamTransactions transactions = this.transactions;
		try {
			if (transactions == null || committed.getAsBoolean()) {
				return CompletableFuture.completedFuture(Outcome.ACKNOWLEDGED);
			}
			Outcome[] outcome = { Outcome.ACKNOWLEDGED };
			transactions.run(() -> outcome[0] = work.run());
			return CompletableFuture.completedFuture(outcome[0]);
		}
		catch (Throwable ex) {
			this.checkpoints.forget(conversationId);
			return CompletableFuture.failedFuture(ExceptionRedactor.unwrap(ex));
		}
	}

	// Everything has ended when the listeners of a transactional stream return.
	private static boolean join(CompletableFuture<Boolean> called) {
		try {
			return called.getNow(false);
		}
		catch (CompletionException ex) {
			throw sneaky((ex.getCause() != null) ? ex.getCause() : ex);
		}
	}

	// The transaction is rolled back whatever a listener throws.
	@SuppressWarnings("unchecked")
	private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
		throw (E) failure;
	}

	@FunctionalInterface
	private interface Work {

		Outcome run();

	}

	/**
	 * How an attempt went that has not failed.
	 */
	enum Outcome {

		/** All listeners have ended well. */
		DELIVERED,

		/** All listeners have ended well, and the checkpoint has moved with them. */
		ACKNOWLEDGED,

		/** There was no listener. */
		NOT_TAKEN

	}

}
