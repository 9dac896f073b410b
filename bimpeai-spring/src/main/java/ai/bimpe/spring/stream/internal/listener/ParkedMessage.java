package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import ai.bimpe.client.internal.retry.RetrySequence;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.spring.stream.ParkedConversation;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The oldest message of a parked conversation: one that failed and is not acknowledged.
 * Guarded by the lock of its assignment.
 */
final class ParkedMessage {

	private final DeliveryBuffer.Conversation conversation;

	private final Instant since;

	private final RetrySequence retries;

	private State state = State.DELIVERING;

	private int attempts;

	private String cause = "";

	private @Nullable Instant nextAttempt;

	private @Nullable Disposable alarm;

	private boolean stopped;

	private boolean released;

	/**
	 * Create, when the message has failed for the first time.
	 * @param conversation its conversation
	 * @param since the time
	 * @param retries decides about further attempts
	 */
	ParkedMessage(DeliveryBuffer.Conversation conversation, Instant since, RetrySequence retries) {
		this.conversation = conversation;
		this.since = since;
		this.retries = retries;
	}

	DeliveryBuffer.Conversation conversation() {
		return this.conversation;
	}

	StreamMessage message() {
		return this.conversation.first().message();
	}

	int attempts() {
		return this.attempts;
	}

	Instant since() {
		return this.since;
	}

	/**
	 * Record a failure.
	 * @param failure why the attempt failed
	 * @return whether it is another failure than the one before
	 */
	boolean failed(Throwable failure) {
		String description = ExceptionRedactor.describe(failure);
		boolean news = !description.equals(this.cause);
		this.cause = description;
		this.attempts++;
		return news;
	}

	/**
	 * Decide about the next attempt.
	 * @param failure why the last one failed
	 * @param longest the longest wait, whatever a server asks for
	 * @return how long to wait, {@code null} when there is to be none
	 */
	@Nullable Duration delayAfter(Throwable failure, Duration longest) {
		Duration delay = this.retries.delayAfter(failure);
		return (delay != null && delay.compareTo(longest) > 0) ? longest : delay;
	}

	void await(Instant nextAttempt) {
		this.state = State.WAITING;
		this.stopped = false;
		this.nextAttempt = nextAttempt;
	}

	void alarm(Disposable alarm) {
		this.alarm = alarm;
	}

	/**
	 * Wait for an operator.
	 */
	void stop() {
		this.state = State.WAITING;
		this.stopped = true;
		this.nextAttempt = null;
	}

	boolean isStopped() {
		return this.stopped;
	}

	boolean isWaiting() {
		return this.state == State.WAITING;
	}

	/**
	 * Return whether it waits for its turn to be delivered.
	 * @return {@code false} when it is being delivered
	 */
	boolean isDue() {
		return this.state == State.DELIVERING && !this.conversation.isActive();
	}

	/**
	 * Change the state of a message that waits, or has waited.
	 * @param state the state
	 */
	void become(State state) {
		this.state = state;
		if (this.alarm != null) {
			this.alarm.dispose();
			this.alarm = null;
		}
	}

	boolean isLeaving() {
		return this.state == State.LEAVING;
	}

	@Nullable Instant nextAttempt() {
		return this.nextAttempt;
	}

	/**
	 * Record that the source sends nothing more of the conversation.
	 */
	void released() {
		this.released = true;
	}

	boolean isReleased() {
		return this.released;
	}

	boolean isAt(String messageId) {
		return Objects.equals(message().id(), messageId);
	}

	ParkedConversation describe() {
		return new ParkedConversation(this.conversation.id(), message().id(), this.attempts, this.cause, this.since,
				isWaiting() ? this.nextAttempt : null, this.stopped);
	}

	/** What becomes of it. */
	enum State {

		/** Waits for the next attempt, or for an operator. */
		WAITING,

		/** Is being delivered, or about to be. */
		DELIVERING,

		/** An operator acts. */
		OPERATED,

		/** Is done: the conversation continues when the source has released it. */
		LEAVING

	}

}
