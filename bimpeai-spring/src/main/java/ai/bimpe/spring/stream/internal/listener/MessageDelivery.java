package ai.bimpe.spring.stream.internal.listener;

import java.util.Map;
import java.util.function.BooleanSupplier;

import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.Checkpoints;
import ai.bimpe.spring.stream.internal.checkpoint.StaleOwnerException;
import ai.bimpe.spring.stream.observation.DeliveryObservationContext;
import org.jspecify.annotations.Nullable;

import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.backoff.ExponentialBackOffPolicy;
import org.springframework.retry.backoff.Sleeper;
import org.springframework.retry.policy.SimpleRetryPolicy;
import org.springframework.retry.support.RetryTemplate;

/**
 * Hands a message to the listeners of the application, again and again when they throw.
 */
final class MessageDelivery {

	private final StreamSpec spec;

	private final Checkpoints checkpoints;

	private final DeliveryObservation watch;

	private final StreamEventPublisher events;

	private final StreamLog log;

	private final @Nullable StreamTransactions transactions;

	private final RetryTemplate retry;

	private final BooleanSupplier aborted;

	/**
	 * Create.
	 * @param spec the stream
	 * @param checkpoints moved in the transaction of the delivery, if there is one
	 * @param infrastructure observes deliveries, and has the transactions
	 * @param events publishes messages and failures
	 * @param log tells of failures
	 * @param sleeper waits between attempts; interrupted when the delivery is not wanted
	 * any more
	 * @param aborted says whether the listener was interrupted by us
	 */
	MessageDelivery(StreamSpec spec, Checkpoints checkpoints, StreamInfrastructure infrastructure,
			StreamEventPublisher events, StreamLog log, Sleeper sleeper, BooleanSupplier aborted) {
		this.spec = spec;
		this.checkpoints = checkpoints;
		this.watch = infrastructure.deliveries();
		this.transactions = spec.transactional() ? infrastructure.transactions() : null;
		this.events = events;
		this.log = log;
		this.retry = template(spec.delivery(), sleeper);
		this.aborted = aborted;
	}

	/**
	 * Deliver a message.
	 * @param event the message
	 * @return how it went
	 * @throws CheckpointStoreException when it cannot be told how it went, and it must be
	 * delivered again; only in a transaction
	 * @throws StaleOwnerException when this is not the owner; only in a transaction
	 */
	Outcome deliver(MessageReceivedEvent event) {
		return this.watch.around(event, (observed) -> deliver(event, observed));
	}

	private Outcome deliver(MessageReceivedEvent event, @Nullable DeliveryObservationContext observed) {
		try {
			return this.retry.execute((context) -> {
				if (observed != null) {
					observed.attempt();
				}
				attempt(event);
				return (this.transactions != null) ? Outcome.ACKNOWLEDGED : Outcome.DELIVERED;
			}, (context) -> failed(event, context, observed));
		}
		catch (BackOffInterruptedException ex) {
			// By our own sleeper, which is not interrupted itself.
			Thread.interrupted();
			return Outcome.ABANDONED;
		}
	}

	private void attempt(MessageReceivedEvent event) {
		if (this.transactions == null) {
			this.events.publishOrThrow(event);
		}
		// A commit that seemed to fail may have succeeded.
		else if (!this.checkpoints.isAt(event.conversationId(), event.message())) {
			try {
				this.transactions.run(() -> {
					this.events.publishOrThrow(event);
					this.checkpoints.advance(event.conversationId(), event.message());
				});
			}
			catch (Throwable ex) {
				this.checkpoints.forget(event.conversationId());
				throw ex;
			}
		}
	}

	private Outcome failed(MessageReceivedEvent event, RetryContext context,
			@Nullable DeliveryObservationContext observed) {
		Throwable cause = ExceptionRedactor.unwrap(context.getLastThrowable());
		ExceptionRedactor.throwIfFatal(cause);
		if (cause instanceof CheckpointStoreException || cause instanceof StaleOwnerException) {
			throw (RuntimeException) cause;
		}
		if (this.aborted.getAsBoolean()) {
			return Outcome.ABANDONED;
		}
		if (observed != null) {
			observed.setError(new RedactedFailure(cause));
		}
		this.log.deliveryFailed(String.valueOf(event.message().id()), cause, context.getRetryCount());
		publish(new MessageDeliveryFailedEvent(this.spec.name(), this.spec.agentId(), event.conversationId(),
				event.message(), cause, context.getRetryCount()));
		return Outcome.FAILED;
	}

	// In a transaction as well, for what its listeners write.
	private void publish(MessageDeliveryFailedEvent event) {
		if (this.transactions == null) {
			this.events.publish(event);
			return;
		}
		try {
			this.transactions.run(() -> this.events.publishOrThrow(event));
		}
		catch (CheckpointStoreException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			ExceptionRedactor.throwIfFatal(ex);
			this.log.listenerFailed(event, ex);
		}
	}

	private static RetryTemplate template(DeliverySettings settings, Sleeper sleeper) {
		ExponentialBackOffPolicy backOff = new ExponentialBackOffPolicy();
		backOff.setInitialInterval(settings.initialDelay().toMillis());
		backOff.setMaxInterval(settings.maxDelay().toMillis());
		// Exactly 1 is fine for us, but worth a warning to ExponentialBackOffPolicy.
		backOff.setMultiplier(Math.max(settings.multiplier(), Math.nextUp(1.0)));
		backOff.setSleeper(sleeper);
		RetryTemplate template = new RetryTemplate();
		template.setBackOffPolicy(backOff);
		template.setRetryPolicy(new SimpleRetryPolicy(settings.maxAttempts(),
				Map.of(CheckpointStoreException.class, false, StaleOwnerException.class, false,
						VirtualMachineError.class, false, StackOverflowError.class, true),
				false, true));
		return template;
	}

	/**
	 * How a delivery went.
	 */
	enum Outcome {

		/** All listeners have returned. */
		DELIVERED,

		/** All listeners have returned, and the checkpoint has moved with them. */
		ACKNOWLEDGED,

		/** Listeners failed in all attempts. */
		FAILED,

		/** The stream ended meanwhile: nobody can say. */
		ABANDONED

	}

}
