package ai.bimpe.spring.boot.autoconfigure.streams;

import org.jspecify.annotations.Nullable;

/**
 * Handle on a message stream of the application context.
 *
 * @since 0.1.0
 * @see BimpeAIStreams
 */
public interface ManagedStream {

	/**
	 * Return what is followed.
	 * @return name, agent and conversation
	 */
	StreamSpec spec();

	/**
	 * Return how the stream is doing.
	 * @return the state at this moment
	 */
	StreamState state();

	/**
	 * Return why the stream ended.
	 * @return the failure, or {@code null} unless the state is {@link StreamState#FAILED}
	 */
	@Nullable Throwable failure();

	/**
	 * Close the stream for good and free its name. Returns at once: a listener that is at
	 * work finishes its message, and no other message follows. Stopping twice does
	 * nothing.
	 */
	void stop();

}
