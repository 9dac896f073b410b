package ai.bimpe.spring.stream.internal.listener;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * The threads of a stream. They inherit nothing from whoever opens the stream, and have
 * the class loader of the application.
 */
public final class StreamThreads {

	private static final long KEEP_ALIVE_SECONDS = 30;

	private final String prefix;

	private final boolean virtual;

	private final @Nullable ClassLoader classLoader;

	private final AtomicInteger number = new AtomicInteger();

	/**
	 * Create.
	 * @param stream the name of the stream
	 * @param virtual whether listeners are called on virtual threads, which needs Java 21
	 * @param classLoader the class loader of the application
	 */
	public StreamThreads(String stream, boolean virtual, @Nullable ClassLoader classLoader) {
		this.prefix = "bimpeai-" + stream + "-";
		this.virtual = virtual;
		this.classLoader = classLoader;
	}

	/**
	 * Create the thread that coordinates a worker. It keeps the application alive, which
	 * virtual threads do not.
	 * @param task what it does
	 * @return a thread that is not started
	 */
	Thread coordinator(Runnable task) {
		return platformThread(this.prefix + "coordinator", task);
	}

	/**
	 * Create what publishes the few events that no worker publishes.
	 * @return runs each task on a thread of its own
	 */
	Executor events() {
		return (task) -> platformThread(this.prefix + "events", task).start();
	}

	/**
	 * Create what calls listeners.
	 * @param concurrency how many tasks there are at a time
	 * @return runs each task on a thread, where nothing of the task before is left
	 */
	ListenerExecutor listeners(int concurrency) {
		return new ListenerExecutor(this.virtual ? virtualThreads() : pool(concurrency), this.classLoader);
	}

	private Executor pool(int concurrency) {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(concurrency, concurrency, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(),
				(task) -> platformThread(this.prefix + this.number.incrementAndGet(), task));
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	private Thread platformThread(String name, Runnable task) {
		Thread thread = new Thread(null, task, name, 0, false);
		thread.setDaemon(false);
		thread.setContextClassLoader(this.classLoader);
		return thread;
	}

	// This is compiled for Java 17, and Spring's own factory lets threads inherit.
	private Executor virtualThreads() {
		Object builder = invoke("java.lang.Thread", "ofVirtual", null);
		builder = invoke("java.lang.Thread$Builder$OfVirtual", "name", builder, this.prefix, 1L);
		builder = invoke("java.lang.Thread$Builder$OfVirtual", "inheritInheritableThreadLocals", builder, false);
		ThreadFactory threads = (ThreadFactory) invoke("java.lang.Thread$Builder", "factory", builder);
		return (task) -> threads.newThread(task).start();
	}

	private static Object invoke(String className, String name, @Nullable Object target, Object... arguments) {
		try {
			Class<?>[] types = new Class<?>[arguments.length];
			for (int i = 0; i < arguments.length; i++) {
				Object argument = arguments[i];
				types[i] = (argument instanceof Long) ? long.class
						: (argument instanceof Boolean) ? boolean.class : argument.getClass();
			}
			Method method = Class.forName(className).getMethod(name, types);
			Object result = ReflectionUtils.invokeMethod(method, target, arguments);
			if (result == null) {
				throw new IllegalStateException(name + " of " + className + " returned nothing");
			}
			return result;
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Virtual threads need Java 21 or later", ex);
		}
	}

}
