package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.List;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.stream.MessageReceivedEvent;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * The application of {@link KeepAliveTests}, in which nothing runs but streams. With
 * every message it prints what keeps it alive.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class })
public class KeepAliveApplication {

	public static void main(String[] args) {
		SpringApplication.run(KeepAliveApplication.class, args);
	}

	@Bean
	Listener listener() {
		return new Listener(Thread.currentThread());
	}

	static class Listener implements DisposableBean {

		private final Thread main;

		Listener(Thread main) {
			this.main = main;
		}

		@EventListener
		void on(MessageReceivedEvent event) throws InterruptedException {
			this.main.join();
			String kind = Thread.currentThread().toString().startsWith("VirtualThread") ? "virtual" : "platform";
			System.out.println("RECEIVED on a " + kind + " thread, alive by " + nonDaemonThreads());
		}

		private static List<String> nonDaemonThreads() {
			return Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> !thread.isDaemon())
				.map(Thread::getName)
				// That of the JVM itself, and those of streams that come and go.
				.filter((name) -> !name.matches("DestroyJavaVM|bimpeai-front-desk-(events|\\d+)"))
				.toList();
		}

		@Override
		public void destroy() {
			System.out.println("CLOSED");
		}

	}

}
