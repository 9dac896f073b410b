package ai.bimpe.simulator.internal.store;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does things later, one after the other on a thread of its own.
 *
 * @since 0.1.0
 */
public final class Timer implements AutoCloseable {

	private final ScheduledThreadPoolExecutor executor;

	/**
	 * Create a timer. Its thread starts with the first task.
	 */
	public Timer() {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "bimpeai-simulator-timer");
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.DiscardPolicy());
	}

	/**
	 * Do something later, unless the timer is closed before.
	 * @param delay how much later
	 * @param task what to do
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	public void after(Duration delay, Runnable task) {
		this.executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
