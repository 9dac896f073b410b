package ai.bimpe.spring.stream.internal.listener;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import ai.bimpe.spring.stream.internal.TimeSource;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Says whether a worker may work: when it owns the stream, and not paused, held or
 * closed. Whatever ends that ends the assignment at work, and its waits, at once.
 */
final class WorkerLifecycle {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final TimeSource time;

	private boolean owned;

	private boolean lost;

	private boolean paused;

	private boolean held;

	private boolean closed;

	private boolean retried;

	private int retries;

	private volatile boolean aborted;

	private @Nullable Assignment assignment;

	private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);

	WorkerLifecycle(TimeSource time) {
		this.time = time;
	}

	void grant() {
		change(() -> this.owned = true);
	}

	/**
	 * Take the ownership away.
	 * @return completes when the assignment at work has ended
	 */
	CompletableFuture<Void> revoke() {
		change(() -> {
			this.lost |= this.owned;
			this.owned = false;
		});
		this.lock.lock();
		try {
			return this.ended;
		}
		finally {
			this.lock.unlock();
		}
	}

	void pause(boolean paused) {
		change(() -> this.paused = paused);
	}

	/**
	 * Keep the worker from beginning an assignment, for as long as its checkpoint is
	 * rewritten.
	 * @param held whether to hold it
	 */
	void hold(boolean held) {
		change(() -> this.held = held);
	}

	/**
	 * Allow no further assignment, and end the one at work.
	 */
	void close() {
		change(() -> this.closed = true);
	}

	/**
	 * Allow no further assignment, but let the one at work finish what came in already.
	 */
	void drain() {
		Assignment assignment;
		this.lock.lock();
		try {
			this.closed = true;
			assignment = this.assignment;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		if (assignment != null) {
			assignment.drain();
		}
	}

	/**
	 * Close, and do not trust what a listener at work says: it is going to be
	 * interrupted.
	 */
	void abort() {
		this.aborted = true;
		close();
	}

	boolean isAborted() {
		return this.aborted;
	}

	boolean isOwned() {
		this.lock.lock();
		try {
			return this.owned;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until there is something to do for the worker.
	 * @return {@code false} when it is closed
	 */
	boolean await() {
		this.lock.lock();
		try {
			waitUntil(() -> this.closed || this.lost || isRunnable());
			return !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return whether ownership was lost since the last call.
	 * @return {@code true} also when it came back since
	 */
	boolean hasLostOwnership() {
		this.lock.lock();
		try {
			boolean lost = this.lost;
			this.lost = false;
			return lost;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Begin an assignment.
	 * @param assignment creates the assignment
	 * @return the assignment; {@code null} when there can be none any more
	 */
	@Nullable Assignment enter(Supplier<Assignment> assignment) {
		this.lock.lock();
		try {
			if (this.closed || !isRunnable()) {
				return null;
			}
			this.ended = new CompletableFuture<>();
			this.retried = false;
			this.assignment = assignment.get();
			return this.assignment;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * End the assignment.
	 */
	void leave() {
		CompletableFuture<Void> ended;
		this.lock.lock();
		try {
			this.assignment = null;
			ended = this.ended;
		}
		finally {
			this.lock.unlock();
		}
		ended.complete(null);
	}

	/**
	 * End all waits.
	 */
	void retry() {
		change(() -> {
			this.retried = true;
			this.retries++;
		});
	}

	/**
	 * Wait, unless {@link #retry()} is called meanwhile, or was since the assignment
	 * began.
	 * @param duration how long
	 * @param assignment the assignment that it belongs to, {@code null} for none
	 * @return {@code false} when the assignment, or everything, ended meanwhile
	 */
	boolean sleep(Duration duration, @Nullable Assignment assignment) {
		AtomicBoolean over = new AtomicBoolean();
		Disposable alarm = this.time.schedule(() -> {
			over.set(true);
			wake();
		}, duration);
		this.lock.lock();
		try {
			int before = this.retries;
			waitUntil(() -> over.get() || this.retried || this.retries != before || isUnwanted(assignment));
			this.retried = false;
			return !isUnwanted(assignment);
		}
		finally {
			this.lock.unlock();
			alarm.dispose();
		}
	}

	private boolean isUnwanted(@Nullable Assignment assignment) {
		return this.closed || (assignment != null && assignment.isDiscarded());
	}

	// What must end a wait changes this lifecycle; any other interrupt is not meant for
	// us.
	private void waitUntil(BooleanSupplier condition) {
		while (!condition.getAsBoolean()) {
			try {
				this.changed.await();
			}
			catch (InterruptedException ex) {
				// Wait on.
			}
		}
	}

	private void change(Runnable change) {
		Assignment ended = null;
		this.lock.lock();
		try {
			change.run();
			if (this.closed || !isRunnable()) {
				ended = this.assignment;
			}
		}
		finally {
			this.lock.unlock();
		}
		// Not under the lock: cancelling runs the code of others.
		if (ended != null) {
			ended.discard();
		}
		wake();
	}

	private void wake() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isRunnable() {
		return this.owned && !this.paused && !this.held;
	}

}
