package ai.bimpe.simulator.internal.scheduling;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks after a delay, one after the other on a thread of its own.
 *
 * @since 0.1.0
 */
public final class TaskScheduler implements AutoCloseable {

	private final ScheduledThreadPoolExecutor executor;

	/**
	 * Create a scheduler. Its thread starts with the first task.
	 */
	public TaskScheduler() {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "bimpeai-simulator-timer");
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.DiscardPolicy());
	}

	/**
	 * Run a task later, unless the scheduler is closed before.
	 * @param delay how much later
	 * @param task what to run
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	public void schedule(Duration delay, Runnable task) {
		this.executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
