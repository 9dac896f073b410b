package ai.bimpe.spring.boot.autoconfigure.streams;

import java.io.Closeable;
import java.time.Duration;
import java.util.function.Consumer;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.actuate.BimpeAIEndpoint;
import ai.bimpe.spring.boot.autoconfigure.actuate.BimpeAIEndpointAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.cluster.BimpeAIClusterAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthContributorAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.metrics.BimpeAIMetricsAutoConfiguration;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.FastThreadLocal;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;

/**
 * The application of {@link RedeployTests}, which uses everything of ours that may start
 * a thread. It is called from outside of its class loader.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
		BimpeAIClusterAutoConfiguration.class, BimpeAIMetricsAutoConfiguration.class,
		BimpeAIHealthContributorAutoConfiguration.class, BimpeAIEndpointAutoConfiguration.class })
public class RedeployedApplication {

	private static final Duration SOON = Duration.ofSeconds(30);

	/**
	 * Start the application, as SpringBootServletInitializer does it.
	 * @param arguments properties
	 * @param onMessage receives the texts of messages
	 * @return stops the application
	 */
	public static Closeable start(String[] arguments, Consumer<String> onMessage) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(RedeployedApplication.class)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.properties("logging.register-shutdown-hook=false")
			.initializers(
					(starting) -> starting.getBeanFactory().registerSingleton("listener", new Listener(onMessage)))
			.run(arguments);
		use(context);
		return context;
	}

	private static void use(ConfigurableApplicationContext context) {
		context.getBean(BimpeAI.class).agents().list(ListQuery.create()).forEach((agent) -> {
		});
		context.getBean(ReactiveBimpeAI.class).agents().list(ListQuery.create()).blockLast(SOON);
		context.getBean(BimpeAIEndpoint.class).streams();
		context.getBean(ReactiveHealthIndicator.class).health().block(SOON);
		context.getBean(MeterRegistry.class).getMeters().forEach(Meter::measure);
	}

	/**
	 * End what libraries have started for the whole JVM, as docs/deployment.md shows it.
	 */
	public static void cleanUp() {
		Schedulers.shutdownNow();
		FastThreadLocal.removeAll();
	}

	@Bean
	MeterRegistry meterRegistry() {
		return new SimpleMeterRegistry();
	}

	@Bean
	LockRegistry<?> lockRegistry() {
		return new DefaultLockRegistry();
	}

	@Bean
	ConcurrentMetadataStore metadataStore() {
		return new SimpleMetadataStore();
	}

	static class Listener {

		private final Consumer<String> onMessage;

		Listener(Consumer<String> onMessage) {
			this.onMessage = onMessage;
		}

		@EventListener
		void on(MessageReceivedEvent event) {
			this.onMessage.accept(String.valueOf(event.message().message()));
		}

	}

}
