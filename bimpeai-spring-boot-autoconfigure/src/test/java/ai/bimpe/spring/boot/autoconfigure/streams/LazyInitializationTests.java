package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.spring.boot.autoconfigure.metrics.BimpeAIMetricsAutoConfiguration;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for applications with {@code spring.main.lazy-initialization=true}.
 */
class LazyInitializationTests {

	private final Desk desk = new Desk();

	@AfterEach
	void close() {
		this.desk.close();
	}

	@Test
	void clientIsCreatedWhenItIsUsedFirst() {
		lazy(this.desk.runner()).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("reactiveBimpeAI")).isFalse();
			assertThat(context.getBeanFactory().containsSingleton("bimpeAI")).isFalse();
			assertThat(context.getBean(BimpeAI.class).agents().list(ListQuery.create()).data()).hasSize(1);
		});
	}

	@Test
	void streamsAreOpenedAndTheirListenersAndMetersAreFound() {
		lazy(this.desk.frontDesk("bimpeai.checkpoints.store=jdbc", "spring.datasource.url=jdbc:h2:mem:lazy"))
			.withConfiguration(
					AutoConfigurations.of(DataSourceAutoConfiguration.class, BimpeAIMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(OtherListener.class)
			.run((context) -> {
				this.desk.awaitLive();
				this.desk.receives("hello");
				assertThat(this.desk.listener.next()).isEqualTo("hello");
				await().atMost(Desk.SOON).until(() -> context.getBean(OtherListener.class).calls.get() == 1);
				await().atMost(Desk.SOON)
					.untilAsserted(() -> assertThat(context.getBean(MeterRegistry.class)
						.get("bimpeai.stream.messages")
						.tag("stream", "front-desk")
						.counter()
						.count()).isEqualTo(1));
			});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void misspeltPropertyIsReportedAtTheStart(CapturedOutput output) {
		lazy(this.desk.runner()).withPropertyValues("bimpeai.tiemout=5s")
			.run((context) -> assertThat(output).contains("'bimpeai.tiemout' sets no property"));
	}

	// As SpringApplication does it.
	private static ApplicationContextRunner lazy(ApplicationContextRunner runner) {
		return runner.withInitializer(
				(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()));
	}

	static class OtherListener {

		private final AtomicInteger calls = new AtomicInteger();

		@EventListener
		void on(MessageReceivedEvent event) {
			this.calls.incrementAndGet();
		}

	}

}
