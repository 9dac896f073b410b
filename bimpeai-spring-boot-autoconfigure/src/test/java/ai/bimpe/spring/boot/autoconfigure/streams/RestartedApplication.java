package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;

/**
 * The application of {@link DevToolsTests}. A message with the text {@code restart} lets
 * DevTools restart it, as a change of its classes does.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class })
public class RestartedApplication {

	private static final String THREADS = "threads.of.generation.";

	public static void main(String[] args) {
		SpringApplication.run(RestartedApplication.class, args);
	}

	// What @RestartScope of DevTools stands for: the bean is kept when it restarts.
	@Bean
	@Scope("restart")
	InMemoryCheckpointStore checkpointStore() {
		return new InMemoryCheckpointStore();
	}

	@Bean
	Listener listener() {
		return new Listener();
	}

	static class Listener implements DisposableBean {

		// System properties are all that outlives the class loader.
		private final int generation = Integer.getInteger("generation", 0) + 1;

		Listener() {
			System.setProperty("generation", String.valueOf(this.generation));
		}

		@EventListener
		void on(MessageReceivedEvent event) throws ReflectiveOperationException {
			String text = String.valueOf(event.message().message());
			System.setProperty(THREADS + this.generation,
					own().stream().map(Listener::id).collect(Collectors.joining(" ")));
			System.out.println(
					"GENERATION " + this.generation + " received '" + text + "', threads of the one before: " + left());
			if (text.equals("restart")) {
				Class<?> restarter = Class.forName("org.springframework.boot.devtools.restart.Restarter");
				restarter.getMethod("restart").invoke(restarter.getMethod("getInstance").invoke(null));
			}
		}

		private List<String> left() {
			Set<String> before = Set.of(System.getProperty(THREADS + (this.generation - 1), "").split(" "));
			return own().stream().filter((thread) -> before.contains(id(thread))).map(Thread::getName).toList();
		}

		private static List<Thread> own() {
			return Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().startsWith("bimpeai-"))
				.toList();
		}

		private static String id(Thread thread) {
			return thread.getName() + "@" + System.identityHashCode(thread);
		}

		@Override
		public void destroy() {
			System.out.println("CLOSED " + this.generation);
		}

	}

}
