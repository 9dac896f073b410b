package ai.bimpe.spring.boot.autoconfigure.streams;

import java.io.Closeable;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a servlet container can drop an application with all of its libraries, each
 * deployment of which has a class loader of its own.
 */
class RedeployTests {

	private static final String NO_NATIVE = "io.netty.transport.noNative";

	private final Desk desk = new Desk();

	private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void stoppedApplicationLeavesNoThreadAndCanBeCollected() throws Exception {
		// When a class loader with a native library of Netty is collected, the library
		// takes
		// the native methods away from the other class loaders too.
		System.setProperty(NO_NATIVE, "true");
		WeakReference<ClassLoader> dropped;
		try {
			dropped = deployAndStop();
		}
		finally {
			System.clearProperty(NO_NATIVE);
		}
		await().atMost(Desk.SOON).until(() -> this.desk.simulator.openConnections() == 0);
		useRecord();
		await().atMost(Desk.SOON).untilAsserted(() -> {
			System.gc();
			assertThat(dropped.get()).isNull();
		});
	}

	private WeakReference<ClassLoader> deployAndStop() throws Exception {
		try (URLClassLoader deployment = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
			Class<?> application = deployment.loadClass(RedeployedApplication.class.getName());
			Closeable running = call(deployment,
					() -> (Closeable) application.getMethod("start", String[].class, Consumer.class)
						.invoke(null, properties(), (Consumer<String>) this.texts::add));
			this.desk.awaitLive();
			this.desk.receives("hello");
			assertThat(this.texts.poll(Desk.SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello");
			call(deployment, () -> {
				running.close();
				return running;
			});
			await().atMost(Desk.SOON).untilAsserted(() -> assertThat(threads(deployment)).isEmpty());
			call(deployment, () -> application.getMethod("cleanUp").invoke(null));
			return new WeakReference<>(deployment);
		}
	}

	private static <T> T call(ClassLoader deployment, Callable<T> task) throws Exception {
		ClassLoader own = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(deployment);
		try {
			return task.call();
		}
		finally {
			Thread.currentThread().setContextClassLoader(own);
		}
	}

	// Java 17 keeps the type of the component that a record has compared or described
	// last, until another one does.
	private static void useRecord() {
		record Other(Thread component) {
		}
		Other one = new Other(Thread.currentThread());
		assertThat(one).isEqualTo(new Other(Thread.currentThread()));
		assertThat(one.hashCode()).isNotZero();
		assertThat(one.toString()).isNotEmpty();
	}

	private String[] properties() {
		return new String[] { "--bimpeai.api-key=" + this.desk.simulator.apiKey(),
				"--bimpeai.base-url=" + this.desk.simulator.baseUrl(), "--bimpeai.cluster.enabled=true",
				"--bimpeai.accounts.acme.api-key=" + this.desk.simulator.apiKey(),
				"--bimpeai.streams.front-desk.agent-id=" + this.desk.conversation.agentId(),
				"--bimpeai.streams.front-desk.conversation-id=" + this.desk.conversation.id(),
				"--bimpeai.streams.everybody.agent-id=" + this.desk.conversation.agentId(),
				"--bimpeai.streams.everybody.shards=2", "--spring.main.banner-mode=off",
				"--management.endpoints.web.exposure.include=bimpeai" };
	}

	// The ones of libraries are theirs, and docs/deployment.md says what ends them.
	private static List<String> threads(ClassLoader deployment) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getContextClassLoader() == deployment
					|| thread.getClass().getClassLoader() == deployment)
			.map(Thread::getName)
			.filter((name) -> !name.matches("(parallel|boundedElastic|globalEventExecutor)-.*"))
			.toList();
	}

	private static URL[] classPath() throws Exception {
		String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		List<Path> entries = Arrays.stream(all.split(File.pathSeparator)).map(Path::of).toList();
		URL[] urls = new URL[entries.size()];
		for (int i = 0; i < urls.length; i++) {
			urls[i] = entries.get(i).toUri().toURL();
		}
		return urls;
	}

}
