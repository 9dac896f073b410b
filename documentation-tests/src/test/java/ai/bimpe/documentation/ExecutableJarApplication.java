package ai.bimpe.documentation;

import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamConnectedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamStateChangedEvent;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * The application of {@link ExecutableJarTests}. It opens a stream on a thread with the
 * class loader of the JVM, as those of the common pool are, and prints which one the
 * threads of the stream have.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class })
public class ExecutableJarApplication {

	public static void main(String[] args) {
		SpringApplication.run(ExecutableJarApplication.class, args);
	}

	@Bean
	ApplicationRunner opener(BimpeAIStreams streams, @Value("${agent}") String agentId,
			@Value("${conversation}") String conversationId) {
		return (arguments) -> {
			Thread thread = new Thread(() -> {
				report("Opener");
				streams.subscribe(StreamSpec.of("desk", agentId, conversationId));
			});
			thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
			thread.start();
			thread.join();
		};
	}

	@EventListener({ MessageReceivedEvent.class, StreamConnectedEvent.class, StreamStateChangedEvent.class })
	void on(Object event) {
		report(event.getClass().getSimpleName());
	}

	private static void report(String name) {
		Thread thread = Thread.currentThread();
		ClassLoader classLoader = thread.getContextClassLoader();
		String whose = (classLoader == ExecutableJarApplication.class.getClassLoader()) ? "application" : "JVM";
		String kind = thread.toString().startsWith("VirtualThread") ? "virtual" : "platform";
		System.out.printf("REPORT %s on a %s thread: class loader of the %s (%s)%n", name, kind, whose,
				(classLoader != null) ? classLoader.getClass().getSimpleName() : null);
	}

}
