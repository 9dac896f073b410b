package ai.bimpe.client.internal.stream;

import java.util.function.Supplier;

import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Opens the message streams of the resources of a client.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StreamOpener {

	/**
	 * Follow a conversation.
	 * @param requests gets tickets and describes connections
	 * @param options where to start and how stubborn to be
	 * @return what happens; nothing is opened before a subscription
	 */
	Flux<StreamEvent> open(StreamRequests requests, StreamOptions options);

	/**
	 * Open streams by what is made by the first of them, on a thread that may block: for
	 * a client that is first used on a thread that must not.
	 * @param opener makes what opens streams, or returns it
	 * @return what opens streams
	 */
	static StreamOpener deferred(Supplier<StreamOpener> opener) {
		return (requests, options) -> Mono.fromSupplier(opener)
			.subscribeOn(Schedulers.boundedElastic())
			.flatMapMany((made) -> made.open(requests, options));
	}

}
