package ai.bimpe.spring.stream;

import java.time.Duration;

import ai.bimpe.client.stream.StreamEvent;

/**
 * Hears of everything that happens on managed streams, before messages are delivered to
 * the application's listeners. Meant for metrics and the like: called on the thread where
 * it happens, often an event loop, so return quickly and do not block. What happens in
 * one shard is told in order; several shards may call at a time. An exception thrown here
 * is logged and otherwise ignored. Beans of this type are called in their order.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ManagedStreamListener {

	/**
	 * Hear what happened.
	 * @param stream the stream; its state is up to date
	 * @param event what happened
	 */
	void onEvent(ManagedStream stream, StreamEvent event);

	/**
	 * Hear that the checkpoint store failed while messages were delivered. Called on the
	 * thread that used it, every time. Who asks for a replay gets the failure itself.
	 * @param stream the stream whose checkpoint could not be read or written
	 * @param failure what the store threw; its message may hold secrets
	 */
	default void onCheckpointFailure(ManagedStream stream, RuntimeException failure) {
	}

	/**
	 * Receive that an attempt to deliver a message has failed. Called before another
	 * attempt, and before the event is published where there is no other.
	 * @param stream the stream
	 * @param failure the message, the attempts so far and why the last one failed; the
	 * message of the exception may quote texts of customers
	 * @param last whether the message is given up
	 */
	default void onDeliveryFailure(ManagedStream stream, MessageDeliveryFailedEvent failure, boolean last) {
	}

	/**
	 * Receive what a listener has thrown that is called after the transaction of a
	 * message: the message is acknowledged, and is not delivered again.
	 * @param stream the name of the stream
	 * @param failure what the listener threw; its message may quote texts of customers
	 */
	default void onFailureAfterCommit(String stream, Throwable failure) {
	}

	/**
	 * Receive that the list of an agent's conversations was polled.
	 * @param stream the stream
	 * @param duration the time from the first request to the last answer that was needed,
	 * waits for the budget and after failures included
	 */
	default void onPoll(ManagedStream stream, Duration duration) {
	}

	/**
	 * Receive that the list of an agent's conversations was read to its end.
	 * @param stream the stream
	 * @param duration the time from the first request to the last answer, waits for the
	 * budget and after failures included
	 */
	default void onWalk(ManagedStream stream, Duration duration) {
	}

	/**
	 * Receive that a stream is going to be opened, with the application context or by
	 * itself. Called before anything else of it is reported.
	 * @param stream the stream
	 */
	default void onOpened(ManagedStream stream) {
	}

	/**
	 * Receive that a stream was stopped for good, and that none of its listeners is at
	 * work any more. Nothing else is reported of it.
	 * @param stream the stream
	 */
	default void onStopped(ManagedStream stream) {
	}

}
