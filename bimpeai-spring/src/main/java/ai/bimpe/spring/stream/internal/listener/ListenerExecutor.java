package ai.bimpe.spring.stream.internal.listener;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import org.jspecify.annotations.Nullable;

/**
 * Runs what calls listeners. No task finds on its thread what the one before has left.
 */
final class ListenerExecutor implements Executor, AutoCloseable {

	private final Executor threads;

	private final @Nullable ClassLoader classLoader;

	ListenerExecutor(Executor threads, @Nullable ClassLoader classLoader) {
		this.threads = threads;
		this.classLoader = classLoader;
	}

	@Override
	public void execute(Runnable task) {
		this.threads.execute(() -> {
			Thread.currentThread().setContextClassLoader(this.classLoader);
			try {
				task.run();
			}
			finally {
				ThreadContext.clear();
			}
		});
	}

	/**
	 * End the threads that are idle, and the others when they are.
	 */
	@Override
	public void close() {
		if (this.threads instanceof ExecutorService pool) {
			pool.shutdown();
		}
	}

}
