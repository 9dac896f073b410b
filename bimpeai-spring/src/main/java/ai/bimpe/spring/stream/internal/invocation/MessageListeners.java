package ai.bimpe.spring.stream.internal.invocation;

import java.util.concurrent.CompletableFuture;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.spring.stream.StreamSpec;

/**
 * The listeners of the application for messages, and for those that could not be
 * delivered.
 */
public interface MessageListeners {

	/**
	 * Publish an event to all listeners, on the thread of the caller.
	 * @param event a message, or a failed delivery
	 * @param spec the stream that it belongs to; where that is transactional, everything
	 * has ended when this returns
	 * @return completes when everything has ended that listeners have started for the
	 * event, with whether any listener was called; with the first failure of a listener
	 * otherwise, and not before everything has ended either
	 */
	CompletableFuture<Boolean> invoke(Object event, StreamSpec spec);

	/**
	 * Log who listens to a stream that is about to be opened, and what cannot be waited
	 * for.
	 * @param spec the stream
	 * @throws UserException when a listener cannot work on the stream
	 */
	void report(StreamSpec spec);

}
