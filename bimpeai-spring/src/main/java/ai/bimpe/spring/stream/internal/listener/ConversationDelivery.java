package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.spring.stream.DeliverySettings;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.OnDeliveryFailure;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.checkpoint.InvalidCheckpointException;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import ai.bimpe.spring.stream.internal.StreamRetries;
import ai.bimpe.spring.stream.internal.TimeSource;
import ai.bimpe.spring.stream.internal.checkpoint.CheckpointStoreException;
import ai.bimpe.spring.stream.internal.checkpoint.Checkpoints;
import ai.bimpe.spring.stream.internal.checkpoint.StaleOwnerException;
import ai.bimpe.spring.stream.internal.listener.DeliveryBuffer.Conversation;
import ai.bimpe.spring.stream.internal.listener.MessageDelivery.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the first message of a conversation, and decides what becomes of it: it is
 * acknowledged, delivered again later, or given up. Thread-safe.
 */
final class ConversationDelivery {

	private final StreamSpec spec;

	private final Checkpoints checkpoints;

	private final MessageDelivery delivery;

	private final StreamLog log;

	private final CheckpointStoreHealth store;

	private final WorkerLifecycle lifecycle;

	private final OwnershipClaim claim;

	private final TimeSource time;

	private final MessageStreamContainer container;

	/**
	 * Create.
	 * @param spec the stream
	 * @param checkpoints moved by every message that is acknowledged
	 * @param infrastructure calls listeners and measures the time
	 * @param log reports failures
	 * @param store waits while the checkpoint store cannot be reached
	 * @param lifecycle says whether listeners were interrupted by us
	 * @param claim says whether the stream is still owned
	 * @param container notified of failures, and paused by the last one where it is to be
	 */
	ConversationDelivery(StreamSpec spec, Checkpoints checkpoints, StreamInfrastructure infrastructure, StreamLog log,
			CheckpointStoreHealth store, WorkerLifecycle lifecycle, OwnershipClaim claim,
			MessageStreamContainer container) {
		this.spec = spec;
		this.checkpoints = checkpoints;
		this.delivery = new MessageDelivery(spec, checkpoints, infrastructure, lifecycle::isAborted);
		this.log = log;
		this.store = store;
		this.lifecycle = lifecycle;
		this.claim = claim;
		this.time = infrastructure.time();
		this.container = container;
	}

	/**
	 * Deliver the first message of a conversation.
	 * @param assignment receives what becomes of it
	 * @param conversation the conversation
	 * @param executor continues when listeners have not ended on this thread
	 */
	void deliver(Assignment assignment, Conversation conversation, Executor executor) {
		if (isOver(assignment, conversation)) {
			return;
		}
		ParkedMessage parked = assignment.parked(conversation);
		int attempt = (parked != null) ? parked.attempts() + 1 : 1;
		MessageReceivedEvent event = new MessageReceivedEvent(this.spec.name(), this.spec.agentId(), conversation.id(),
				assignment.message(conversation), this.spec.account());
		continueWith(assignment, conversation, executor, attempt(event, attempt),
				(outcome, failure) -> settle(assignment, conversation, event, outcome, failure, executor));
	}

	// A process that was frozen may own the stream no longer and not know it.
	private boolean isOver(Assignment assignment, Conversation conversation) {
		boolean over = !this.claim.isValid();
		if (over) {
			assignment.discard();
			assignment.abandoned(conversation);
		}
		return over;
	}

	private CompletableFuture<Outcome> attempt(MessageReceivedEvent event, int attempt) {
		try {
			return this.delivery.deliver(event, attempt);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static void continueWith(Assignment assignment, Conversation conversation, Executor executor,
			CompletableFuture<Outcome> future, BiConsumer<Outcome, @Nullable Throwable> next) {
		if (future.isDone()) {
			accept(assignment, conversation, future, next);
			return;
		}
		assignment.detached(1);
		CompletableFuture<Outcome> unused = future.whenComplete((outcome, failure) -> executor.execute(() -> {
			assignment.detached(-1);
			assignment.work(() -> accept(assignment, conversation, future, next));
		}));
	}

	private static void accept(Assignment assignment, Conversation conversation, CompletableFuture<Outcome> future,
			BiConsumer<Outcome, @Nullable Throwable> next) {
		Outcome outcome = Outcome.NOT_TAKEN;
		Throwable failure = null;
		try {
			outcome = future.join();
		}
		catch (CompletionException | CancellationException ex) {
			failure = ExceptionRedactor.unwrap(ex);
		}
		try {
			next.accept(outcome, failure);
		}
		catch (Throwable ex) {
			// A fault of ours, which must not hold the conversation for ever.
			assignment.fail(ex);
			assignment.abandoned(conversation);
		}
	}

	private void settle(Assignment assignment, Conversation conversation, MessageReceivedEvent event, Outcome outcome,
			@Nullable Throwable failure, Executor executor) {
		if (failure == null) {
			acknowledge(assignment, conversation, event, outcome);
		}
		else if (this.lifecycle.isAborted()) {
			assignment.abandoned(conversation);
		}
		else if (failure instanceof CheckpointStoreException unavailable) {
			if (wait(assignment, unavailable)) {
				// Not from here: the stack would grow for as long as the store is down.
				executor.execute(() -> assignment.work(() -> deliver(assignment, conversation, executor)));
			}
			else {
				assignment.abandoned(conversation);
			}
		}
		else if (endsAssignment(failure)) {
			assignment.fail(failure);
			assignment.abandoned(conversation);
		}
		else if (failure instanceof InvalidCheckpointException) {
			assignment.park(failed(assignment, conversation, failure), null);
		}
		else {
			failed(assignment, conversation, event, failure, executor);
		}
	}

	private void acknowledge(Assignment assignment, Conversation conversation, MessageReceivedEvent event,
			Outcome outcome) {
		try {
			if (outcome == Outcome.ACKNOWLEDGED) {
				this.store.works();
				assignment.done(conversation);
			}
			else if (advance(assignment, event)) {
				assignment.done(conversation);
			}
			else {
				assignment.abandoned(conversation);
			}
		}
		catch (RuntimeException ex) {
			if (ex instanceof InvalidCheckpointException && !endsAssignment(ex)) {
				assignment.park(failed(assignment, conversation, ex), null);
				return;
			}
			assignment.fail(ex);
			assignment.abandoned(conversation);
		}
	}

	// A checkpoint that cannot be read costs its own conversation.
	private boolean endsAssignment(Throwable failure) {
		return failure instanceof StaleOwnerException
				|| (failure instanceof InvalidCheckpointException && this.spec.conversationId() != null);
	}

	private ParkedMessage failed(Assignment assignment, Conversation conversation, Throwable failure) {
		ParkedMessage message = known(assignment, conversation);
		message.failed(failure);
		return message;
	}

	private ParkedMessage known(Assignment assignment, Conversation conversation) {
		ParkedMessage known = assignment.parked(conversation);
		return (known != null) ? known : new ParkedMessage(conversation, this.time.instant(), retries());
	}

	private boolean advance(Assignment assignment, MessageReceivedEvent event) {
		while (true) {
			try {
				if (!this.checkpoints.isAt(event.conversationId(), event.message())) {
					this.checkpoints.advance(event.conversationId(), event.message());
				}
				this.store.works();
				return true;
			}
			catch (CheckpointStoreException ex) {
				this.checkpoints.forget(event.conversationId());
				if (!wait(assignment, ex)) {
					return false;
				}
			}
		}
	}

	private boolean wait(Assignment assignment, CheckpointStoreException failure) {
		boolean wanted = this.lifecycle.sleep(this.store.delayAfter(failure), assignment);
		if (!wanted) {
			// What could not be acknowledged would be delivered for nothing.
			assignment.discard();
		}
		return wanted;
	}

	private void failed(Assignment assignment, Conversation conversation, MessageReceivedEvent event, Throwable failure,
			Executor executor) {
		ParkedMessage message = known(assignment, conversation);
		boolean news = message.failed(failure);
		Duration delay = message.delayAfter(failure, this.spec.delivery().maxDelay());
		this.log.deliveryFailed(event, failure, message.attempts(), news, delay);
		if (delay == null && isOver(assignment, conversation)) {
			return;
		}
		MessageDeliveryFailedEvent failed = new MessageDeliveryFailedEvent(this.spec.name(), this.spec.agentId(),
				conversation.id(), event.message(), failure, message.attempts());
		this.container.deliveryFailed(failed, delay == null);
		if (delay != null) {
			assignment.park(message, delay);
			return;
		}
		CompletableFuture<Outcome> taken = this.delivery.deadLetter(failed);
		continueWith(assignment, conversation, executor, taken,
				(outcome, thrown) -> givenUp(assignment, message, event, outcome, thrown));
	}

	private void givenUp(Assignment assignment, ParkedMessage message, MessageReceivedEvent event, Outcome outcome,
			@Nullable Throwable failure) {
		if (this.lifecycle.isAborted()) {
			assignment.abandoned(message.conversation());
		}
		else if (failure instanceof CheckpointStoreException unavailable) {
			assignment.park(message, this.store.delayAfter(unavailable));
		}
		else if (failure != null && endsAssignment(failure)) {
			assignment.fail(failure);
			assignment.abandoned(message.conversation());
		}
		else if (this.spec.onDeliveryFailure() == OnDeliveryFailure.PAUSE) {
			assignment.park(message, null);
			this.log.deadLetter(event, failure, outcome);
			this.container.pause();
		}
		else if (failure == null && outcome != Outcome.NOT_TAKEN) {
			acknowledge(assignment, message.conversation(), event, outcome);
		}
		else {
			assignment.park(message, null);
			this.log.deadLetter(event, failure, outcome);
		}
	}

	private RetrySequence retries() {
		DeliverySettings settings = this.spec.delivery();
		return StreamRetries.deliveries(settings.maxAttempts(), settings.initialDelay(), settings.maxDelay(),
				settings.multiplier());
	}

}
