package ai.bimpe.spring.stream.internal.invocation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;

/**
 * What one publication of an event has started: calls of listeners, and what these have
 * started themselves. It ends when all of that has ended. Thread-safe.
 */
final class Invocations {

	private static final Log logger = LogFactory.getLog("ai.bimpe.streams");

	private static final ThreadLocal<@Nullable Invocations> CURRENT = new ThreadLocal<>();

	private final Thread publisher = Thread.currentThread();

	private final CompletableFuture<Boolean> end = new CompletableFuture<>();

	private final List<Disposable> alarms = new ArrayList<>();

	private final Class<?> event;

	private final StreamSpec spec;

	private final TimeSource time;

	/** Listeners that were not called yet. A multicaster may call them later. */
	private final Set<MessageListenerMethodAdapter> expected;

	/** What has begun and not ended: at first, the publication. */
	private int open = 1;

	private boolean called;

	private @Nullable Throwable failure;

	/**
	 * Create, on the thread that publishes the event.
	 * @param event the class of the event
	 * @param spec the stream
	 * @param time runs time-outs
	 * @param expected the listeners whose end is known
	 */
	Invocations(Class<?> event, StreamSpec spec, TimeSource time, Collection<MessageListenerMethodAdapter> expected) {
		this.event = event;
		this.spec = spec;
		this.time = time;
		this.expected = new HashSet<>(expected);
		this.open += expected.size();
	}

	/**
	 * Return what is being published on this thread.
	 * @return the invocations, {@code null} when no tracked listener is being called
	 */
	static @Nullable Invocations current() {
		return CURRENT.get();
	}

	/**
	 * Return when everything has ended.
	 * @return completes with whether any listener was called, or with the first failure
	 */
	CompletableFuture<Boolean> end() {
		return this.end;
	}

	StreamSpec spec() {
		return this.spec;
	}

	/**
	 * Begin to call a listener.
	 * @param listener the listener
	 * @return {@code false} when it must not be called, because its delivery has ended,
	 * or because this is not the thread of the transaction
	 */
	boolean begin(MessageListenerMethodAdapter listener) {
		if (this.spec.transactional() && Thread.currentThread() != this.publisher) {
			logger.error(elsewhere(listener));
			return false;
		}
		if (!isAwaited(listener)) {
			logger.error("Stream '" + this.spec.name() + "': " + listener.description()
					+ " was called when the delivery had ended, and has not received the event: raise 'delivery.acknowledgement-timeout', or let the "
					+ "ApplicationEventMulticaster call listeners sooner");
			return false;
		}
		return true;
	}

	private synchronized boolean isAwaited(MessageListenerMethodAdapter listener) {
		if (this.expected.remove(listener)) {
			return true;
		}
		boolean ended = this.open == 0;
		this.open += ended ? 0 : 1;
		return !ended;
	}

	private String elsewhere(MessageListenerMethodAdapter listener) {
		return "Stream '" + this.spec.name() + "' is transactional, and " + listener.description() + " is called on "
				+ "another thread than that of the transaction: declare an ApplicationEventMulticaster without an executor";
	}

	/**
	 * Call a listener for an event that is not tracked.
	 * @param call calls it
	 */
	static void untracked(Runnable call) {
		Invocations outer = CURRENT.get();
		CURRENT.set(null);
		try {
			call.run();
		}
		finally {
			CURRENT.set(outer);
		}
	}

	/**
	 * Call a listener.
	 * @param call calls it, and publishes what it returns
	 */
	void run(Runnable call) {
		Invocations outer = CURRENT.get();
		CURRENT.set(this);
		Throwable thrown = null;
		try {
			call.run();
		}
		catch (Throwable ex) {
			thrown = ex;
			throw ex;
		}
		finally {
			CURRENT.set(outer);
			ended(thrown);
		}
	}

	/**
	 * A method is called. One that receives just any event takes no dead letter.
	 * @param listener the method, whose condition was met
	 */
	synchronized void called(MessageListenerMethodAdapter listener) {
		this.called |= listener.isSpecific(this.event);
	}

	/**
	 * The event was published: no further listener is called, except for those that are
	 * expected.
	 * @param thrown what the publication has thrown, {@code null} for nothing
	 */
	void published(@Nullable Throwable thrown) {
		MessageListenerMethodAdapter missing = missing();
		if (thrown != null) {
			forget(thrown);
		}
		else if (missing != null && this.spec.transactional()) {
			forget(new IllegalStateException(elsewhere(missing)));
		}
		else if (missing != null) {
			alarm(this::missed);
		}
		ended(thrown);
	}

	private void missed() {
		MessageListenerMethodAdapter missing = missing();
		if (missing != null) {
			forget(timeout(missing.description() + " was not called"));
		}
	}

	/**
	 * Await what a listener has returned.
	 * @param listener the listener
	 * @param result emits values, and ends
	 * @param values receives the values
	 */
	void await(MessageListenerMethodAdapter listener, Publisher<?> result, Consumer<Object> values) {
		begun();
		AwaitedResult awaited = new AwaitedResult(values, this::ended);
		// A publisher may emit on this thread for ever.
		alarm(() -> awaited.cancel(timeout("What " + listener.description() + " returned has not ended")));
		awaited.subscribeTo(result);
	}

	/**
	 * Defer the end.
	 * @return ends it, which must be in time
	 */
	CompletableFuture<Void> defer() {
		if (this.spec.transactional()) {
			throw new IllegalStateException("Stream '" + this.spec.name() + "' is transactional, so that everything "
					+ "happens on the thread of its transaction, and an acknowledgement cannot be deferred: finish the "
					+ "work before the listener returns, or set 'transactional' to false");
		}
		begun();
		CompletableFuture<Void> deferred = new CompletableFuture<>();
		alarm(() -> deferred.completeExceptionally(timeout("A deferred acknowledgement was not given")));
		CompletableFuture<Void> unused = deferred.whenComplete((done, thrown) -> ended(thrown));
		return deferred;
	}

	private TimeoutException timeout(String what) {
		Duration timeout = this.spec.delivery().acknowledgementTimeout();
		return new TimeoutException(what + " within " + timeout + " ('delivery.acknowledgement-timeout')");
	}

	private void alarm(Runnable task) {
		Disposable alarm = this.time.schedule(task, this.spec.delivery().acknowledgementTimeout());
		synchronized (this) {
			if (this.open > 0) {
				this.alarms.add(alarm);
				return;
			}
		}
		alarm.dispose();
	}

	private synchronized @Nullable MessageListenerMethodAdapter missing() {
		return this.expected.isEmpty() ? null : this.expected.iterator().next();
	}

	private void forget(Throwable reason) {
		int missing;
		synchronized (this) {
			missing = this.expected.size();
			this.expected.clear();
		}
		for (int i = 0; i < missing; i++) {
			ended(reason);
		}
	}

	private synchronized void begun() {
		this.open++;
	}

	private void ended(@Nullable Throwable thrown) {
		List<Disposable> alarms;
		synchronized (this) {
			if (this.failure == null) {
				this.failure = thrown;
			}
			if (--this.open > 0) {
				return;
			}
			alarms = List.copyOf(this.alarms);
		}
		alarms.forEach(Disposable::dispose);
		if (this.failure != null) {
			this.end.completeExceptionally(this.failure);
		}
		else {
			this.end.complete(this.called);
		}
	}

}
