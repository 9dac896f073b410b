package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.Checkpoints;
import ai.bimpe.spring.stream.internal.checkpoint.StaleOwnerException;
import ai.bimpe.spring.stream.observation.DeliveryObservationContext;
import org.jspecify.annotations.Nullable;

import org.springframework.retry.RetryPolicy;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.policy.SimpleRetryPolicy;

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

	private final RetryPolicy retry;

	private final BackOffPolicy backOff;

	private final Predicate<Duration> pause;

	private final BooleanSupplier aborted;

	/**
	 * Create.
	 * @param spec the stream
	 * @param checkpoints moved in the transaction of the delivery, if there is one
	 * @param infrastructure observes deliveries, and has the transactions
	 * @param events publishes messages and failures
	 * @param log tells of failures
	 * @param pause waits between attempts; {@code false} when the delivery is not wanted
	 * any more
	 * @param aborted says whether the listener was interrupted by us
	 */
	MessageDelivery(StreamSpec spec, Checkpoints checkpoints, StreamInfrastructure infrastructure,
			StreamEventPublisher events, StreamLog log, Predicate<Duration> pause, BooleanSupplier aborted) {
		this.spec = spec;
		this.checkpoints = checkpoints;
		this.watch = infrastructure.deliveries();
		this.transactions = spec.transactional() ? infrastructure.transactions() : null;
		this.events = events;
		this.log = log;
		this.retry = policy(spec.delivery());
		this.backOff = StreamRetries.deliveries(spec.delivery().initialDelay(), spec.delivery().maxDelay(),
				spec.delivery().multiplier());
		this.pause = pause;
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
		RetrySequence retries = new RetrySequence(this.retry, this.backOff, List.of());
		int attempts = 0;
		while (true) {
			attempts++;
			try {
				if (observed != null) {
					observed.attempt();
				}
				attempt(event);
				return (this.transactions != null) ? Outcome.ACKNOWLEDGED : Outcome.DELIVERED;
			}
			catch (Throwable ex) {
				Duration delay = retries.delayAfter(ex);
				if (delay == null) {
					return failed(event, ex, attempts, observed);
				}
				if (!this.pause.test(atMost(this.spec.delivery().maxDelay(), delay))) {
					return Outcome.ABANDONED;
				}
			}
		}
	}

	// A listener may have failed on a server that asks to wait for longer.
	private static Duration atMost(Duration longest, Duration delay) {
		return (delay.compareTo(longest) < 0) ? delay : longest;
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

	private Outcome failed(MessageReceivedEvent event, Throwable failure, int attempts,
			@Nullable DeliveryObservationContext observed) {
		Throwable cause = ExceptionRedactor.unwrap(failure);
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
		this.log.deliveryFailed(String.valueOf(event.message().id()), cause, attempts);
		publish(new MessageDeliveryFailedEvent(this.spec.name(), this.spec.agentId(), event.conversationId(),
				event.message(), cause, attempts));
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

	private static RetryPolicy policy(DeliverySettings settings) {
		return new SimpleRetryPolicy(settings.maxAttempts(), Map.of(CheckpointStoreException.class, false,
				StaleOwnerException.class, false, VirtualMachineError.class, false, StackOverflowError.class, true),
				false, true);
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
