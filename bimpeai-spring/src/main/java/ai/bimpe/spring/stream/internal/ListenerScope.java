package ai.bimpe.spring.stream.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Binds the delivery of an event to the thread that calls a listener, so that the
 * listener can defer its acknowledgement.
 */
public final class ListenerScope implements AutoCloseable {

	private static final ThreadLocal<@Nullable ListenerScope> CURRENT = new ThreadLocal<>();

	private final Object event;

	private final Supplier<CompletableFuture<Void>> deferral;

	private final @Nullable ListenerScope outer;

	private ListenerScope(Object event, Supplier<CompletableFuture<Void>> deferral) {
		this.event = event;
		this.deferral = deferral;
		this.outer = CURRENT.get();
	}

	/**
	 * Bind a delivery to this thread.
	 * @param event the event
	 * @param deferral defers the acknowledgement of the event until the future completes
	 * @return unbinds it when it is closed
	 */
	public static ListenerScope open(Object event, Supplier<CompletableFuture<Void>> deferral) {
		ListenerScope scope = new ListenerScope(event, deferral);
		CURRENT.set(scope);
		return scope;
	}

	/**
	 * Defer the acknowledgement of an event.
	 * @param event the event
	 * @return completed by whoever acknowledges it
	 * @throws IllegalStateException when no listener of the event is being called on this
	 * thread
	 */
	public static CompletableFuture<Void> defer(Object event) {
		ListenerScope current = CURRENT.get();
		if (current == null || current.event != event) {
			throw new IllegalStateException("The acknowledgement of a message can only be deferred by its listener, on "
					+ "the thread that calls it: call deferAcknowledgement() before the listener returns and before "
					+ "anything is handed over to another thread");
		}
		return current.deferral.get();
	}

	@Override
	public void close() {
		if (this.outer != null) {
			CURRENT.set(this.outer);
		}
		else {
			CURRENT.remove();
		}
	}

}
