package ai.bimpe.spring.stream.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes when a test says so. Executors run what is due then, one task after
 * the other, on the thread of the test.
 */
final class VirtualTime {

	private static final Comparator<Task<?>> ORDER = Comparator.<Task<?>>comparingLong((task) -> task.due)
		.thenComparingLong((task) -> task.number);

	private final List<Task<?>> tasks = new ArrayList<>();

	private long now = 1_000_000;

	private long number;

	long nanoTime() {
		return this.now;
	}

	Executor executor() {
		return new Executor();
	}

	/**
	 * Return how many tasks wait for their time.
	 */
	int pending() {
		return this.tasks.size();
	}

	/**
	 * Let time pass while a task runs.
	 */
	void pass(Duration time) {
		this.now += time.toNanos();
	}

	/**
	 * Let time pass, and run what is due.
	 */
	void advance(Duration time) {
		long end = this.now + time.toNanos();
		while (runNext(end)) {
			// Until nothing is due any more.
		}
		this.now = Math.max(this.now, end);
	}

	private boolean runNext(long end) {
		Task<?> next = this.tasks.stream()
			.filter((task) -> !task.executor.paused && task.due <= end)
			.min(ORDER)
			.orElse(null);
		if (next == null) {
			return false;
		}
		this.tasks.remove(next);
		this.now = Math.max(this.now, next.due);
		next.execute();
		return true;
	}

	/** Can be stopped and let go on, as a thread that waits, or that gets no time. */
	final class Executor extends AbstractExecutorService implements ScheduledExecutorService {

		private boolean paused;

		private boolean shutdown;

		void pause() {
			this.paused = true;
		}

		void resume() {
			this.paused = false;
		}

		@Override
		public void execute(Runnable command) {
			ScheduledFuture<?> unused = schedule(command, 0, TimeUnit.NANOSECONDS);
		}

		@Override
		public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
			return schedule(new Task<>(this, Executors.callable(command), unit.toNanos(delay), 0));
		}

		@Override
		public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
			return schedule(new Task<>(this, callable, unit.toNanos(delay), 0));
		}

		@Override
		public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
			throw new UnsupportedOperationException();
		}

		@Override
		public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay,
				TimeUnit unit) {
			return schedule(
					new Task<>(this, Executors.callable(command), unit.toNanos(initialDelay), unit.toNanos(delay)));
		}

		private <V> ScheduledFuture<V> schedule(Task<V> task) {
			if (this.shutdown) {
				throw new RejectedExecutionException();
			}
			VirtualTime.this.tasks.add(task);
			return task;
		}

		@Override
		public void shutdown() {
			this.shutdown = true;
			VirtualTime.this.tasks.removeIf((task) -> task.executor == this && task.period > 0);
		}

		@Override
		public List<Runnable> shutdownNow() {
			this.shutdown = true;
			VirtualTime.this.tasks.removeIf((task) -> task.executor == this);
			return List.of();
		}

		@Override
		public boolean isShutdown() {
			return this.shutdown;
		}

		@Override
		public boolean isTerminated() {
			return this.shutdown && VirtualTime.this.tasks.stream().noneMatch((task) -> task.executor == this);
		}

		@Override
		public boolean awaitTermination(long timeout, TimeUnit unit) {
			long end = VirtualTime.this.now + unit.toNanos(timeout);
			while (!isTerminated() && runNext(end)) {
				// Until nothing is left.
			}
			return isTerminated();
		}

	}

	private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {

		private final Executor executor;

		private final long period;

		private long due;

		private long number;

		Task(Executor executor, Callable<V> command, long delay, long period) {
			super(command);
			this.executor = executor;
			this.period = period;
			enqueue(delay);
		}

		private void enqueue(long delay) {
			this.due = VirtualTime.this.now + delay;
			this.number = VirtualTime.this.number++;
		}

		@Override
		protected void setException(Throwable ex) {
			throw new IllegalStateException("A task failed", ex);
		}

		private void execute() {
			if (this.period == 0) {
				run();
			}
			else if (runAndReset() && !this.executor.shutdown) {
				enqueue(this.period);
				VirtualTime.this.tasks.add(this);
			}
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			VirtualTime.this.tasks.remove(this);
			return super.cancel(mayInterruptIfRunning);
		}

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(this.due - VirtualTime.this.now, TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
		}

	}

}
