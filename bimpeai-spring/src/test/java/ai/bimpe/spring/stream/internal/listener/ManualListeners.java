package ai.bimpe.spring.stream.internal.listener;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.invocation.MessageListeners;

/**
 * Listeners that do what the test tells them.
 */
class ManualListeners implements MessageListeners {

	CompletableFuture<Boolean> on(MessageReceivedEvent event) {
		return CompletableFuture.completedFuture(true);
	}

	CompletableFuture<Boolean> on(MessageDeliveryFailedEvent event) {
		return CompletableFuture.completedFuture(false);
	}

	/**
	 * Create listeners that end on the thread that calls them.
	 * @param listener receives every event
	 * @return the listeners
	 */
	static ManualListeners of(Consumer<Object> listener) {
		return new ManualListeners() {

			@Override
			CompletableFuture<Boolean> on(MessageReceivedEvent event) {
				listener.accept(event);
				return super.on(event);
			}

			@Override
			CompletableFuture<Boolean> on(MessageDeliveryFailedEvent event) {
				listener.accept(event);
				return CompletableFuture.completedFuture(true);
			}

		};
	}

	@Override
	public CompletableFuture<Boolean> invoke(Object event, StreamSpec spec) {
		try {
			return (event instanceof MessageReceivedEvent received) ? on(received)
					: on((MessageDeliveryFailedEvent) event);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public void report(StreamSpec spec) {
	}

}
