package ai.bimpe.client.support;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Time that stands still: what is scheduled waits in a queue until the test runs it.
 * Longer waits than {@link #LONGEST_WAIT} are time-outs and watchdogs, kept apart.
 */
public final class ManualTimer implements Scheduler {

	/** What is scheduled for later than this is a time-out. */
	public static final Duration LONGEST_WAIT = Duration.ofSeconds(61);

	private final LinkedBlockingQueue<Task> waits = new LinkedBlockingQueue<>();

	private final LinkedBlockingQueue<Task> timeouts = new LinkedBlockingQueue<>();

	private final AtomicLong nanos = new AtomicLong();

	@Override
	public Disposable schedule(Runnable action) {
		action.run();
		return () -> {
		};
	}

	@Override
	public Disposable schedule(Runnable action, long delay, TimeUnit unit) {
		Task task = new Task(Duration.ofNanos(unit.toNanos(delay)), action);
		((task.delay.compareTo(LONGEST_WAIT) > 0) ? this.timeouts : this.waits).add(task);
		return task;
	}

	@Override
	public Worker createWorker() {
		throw new IllegalStateException("Not needed so far");
	}

	@Override
	public long now(TimeUnit unit) {
		return unit.convert(this.nanos.get(), TimeUnit.NANOSECONDS);
	}

	public void advance(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	/**
	 * Wait until the client waits, for less than a minute.
	 */
	public Task nextWait() throws InterruptedException {
		return next(this.waits);
	}

	/**
	 * Wait until the client has armed a time-out of more than a minute.
	 */
	public Task nextTimeout() throws InterruptedException {
		return next(this.timeouts);
	}

	public boolean isWaiting() {
		return this.waits.stream().anyMatch((task) -> !task.disposed);
	}

	private static Task next(LinkedBlockingQueue<Task> queue) throws InterruptedException {
		while (true) {
			Task task = queue.poll(10, TimeUnit.SECONDS);
			if (task == null) {
				throw new AssertionError("Nothing was scheduled");
			}
			if (!task.disposed) {
				return task;
			}
		}
	}

	public static final class Task implements Disposable {

		private final Duration delay;

		private final Runnable action;

		private volatile boolean disposed;

		private Task(Duration delay, Runnable action) {
			this.delay = delay;
			this.action = action;
		}

		public Duration delay() {
			return this.delay;
		}

		public void run() {
			if (!this.disposed) {
				this.action.run();
			}
		}

		@Override
		public void dispose() {
			this.disposed = true;
		}

		@Override
		public boolean isDisposed() {
			return this.disposed;
		}

	}

}
