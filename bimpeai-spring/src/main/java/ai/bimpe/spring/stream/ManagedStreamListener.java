package ai.bimpe.spring.stream;

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

}
