package ai.bimpe.spring.stream.internal.invocation;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.internal.TimeSource;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/**
 * What one publication of an event has started: calls of listeners, and what these have
 * started themselves. It ends when all of that has ended. Thread-safe.
 */
final class Invocations {

	private static final ThreadLocal<@Nullable Invocations> CURRENT = new ThreadLocal<>();

	private final Thread publisher = Thread.currentThread();

	private final CompletableFuture<Boolean> end = new CompletableFuture<>();

	private final List<Disposable> alarms = new ArrayList<>();

	private final Class<?> event;

	private final StreamSpec spec;

	private final TimeSource time;

	/** Listeners that a multicaster may call later. */
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
	 * @param expected listeners that may be called behind the publication; empty where
	 * all are called by it
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

	boolean isOnThreadOfPublisher() {
		return Thread.currentThread() == this.publisher;
	}

	/**
	 * Begin to call a listener.
	 * @param listener the listener
	 * @return {@code false} when it must not be called, because the delivery has ended
	 */
	synchronized boolean begin(MessageListenerMethodAdapter listener) {
		if (!this.expected.remove(listener)) {
			if (this.open == 0) {
				return false;
			}
			this.open++;
		}
		return true;
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
	 * @param method the method, whose condition was met
	 */
	synchronized void called(Method method) {
		this.called |= ContextListeners.isSpecific(method, this.event);
	}

	/**
	 * The event was published: no further listener is called, except for those that are
	 * expected.
	 * @param thrown what the publication has thrown, {@code null} for nothing
	 */
	void published(@Nullable Throwable thrown) {
		if (thrown != null) {
			forget(thrown);
		}
		else if (isExpecting()) {
			alarm(() -> forget(timeout("A listener was not called")));
		}
		ended(thrown);
	}

	/**
	 * Await what a listener has returned.
	 * @param result emits values, and ends
	 * @param values receives the values
	 */
	void await(Publisher<?> result, Consumer<Object> values) {
		begun();
		AtomicBoolean once = new AtomicBoolean();
		try {
			Flux.from(result).subscribe(new BaseSubscriber<Object>() {

				@Override
				protected void hookOnNext(Object value) {
					values.accept(value);
				}

				@Override
				protected void hookOnComplete() {
					end(null);
				}

				@Override
				protected void hookOnError(Throwable failure) {
					end(failure);
				}

				private void end(@Nullable Throwable failure) {
					if (once.compareAndSet(false, true)) {
						ended(failure);
					}
				}

			});
		}
		catch (Throwable ex) {
			if (once.compareAndSet(false, true)) {
				ended(ex);
			}
		}
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
			this.alarms.add(alarm);
		}
	}

	private synchronized boolean isExpecting() {
		return !this.expected.isEmpty();
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
