package ai.bimpe.spring.boot.autoconfigure.streams;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.spring.boot.autoconfigure.metrics.BimpeAIMetricsAutoConfiguration;
import ai.bimpe.spring.stream.StreamState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for several applications in one JVM, of which one is closed.
 */
class SeveralContextsTests {

	private final Desk desk = new Desk();

	private final Desk second = new Desk();

	@AfterEach
	void close() {
		this.desk.close();
		this.second.close();
	}

	@Test
	void othersGoOnAndNothingOfTheClosedOneIsLeft() {
		Set<Thread> before = threads();
		AtomicReference<@Nullable WeakReference<ApplicationContext>> closed = new AtomicReference<>();
		application(this.desk).run((context) -> {
			hears(this.desk, "one");
			Set<Thread> ofTheFirst = threads();
			application(this.second).run((other) -> {
				hears(this.second, "two");
				use(other);
				closed.set(new WeakReference<>(other.getSourceApplicationContext()));
			});
			await().atMost(Desk.SOON).untilAsserted(() -> assertThat(threads()).isSubsetOf(ofTheFirst));
			this.second.simulator.awaitOpenStreams(0, Desk.SOON);
			await().atMost(Desk.SOON).until(() -> this.second.simulator.openConnections() == 0);
			awaitCollected(Objects.requireNonNull(closed.get()));

			hears(this.desk, "three");
			use(context);
			assertThat(Desk.stream(context).state()).isEqualTo(StreamState.LIVE);
			assertThat(this.desk.simulator.count("streamMessages")).isOne();
			await().atMost(Desk.SOON).untilAsserted(() -> assertThat(messages(context)).isEqualTo(2));
		});
		await().atMost(Desk.SOON).untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
	}

	private static ApplicationContextRunner application(Desk desk) {
		return desk.frontDesk()
			.withConfiguration(AutoConfigurations.of(BimpeAIMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new);
	}

	private static void hears(Desk desk, String text) {
		desk.awaitLive();
		desk.receives(text);
		assertThat(desk.listener.next()).isEqualTo(text);
	}

	private static void use(ApplicationContext context) {
		assertThat(context.getBean(BimpeAI.class).agents().list(ListQuery.create()).data()).hasSize(1);
	}

	private static double messages(ApplicationContext context) {
		return context.getBean(MeterRegistry.class).get("bimpeai.stream.messages").counter().count();
	}

	private static void awaitCollected(WeakReference<ApplicationContext> context) {
		await().atMost(Desk.SOON).until(() -> {
			System.gc();
			return context.get() == null;
		});
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("bimpeai-") && !thread.getName().contains("simulator"))
			.collect(Collectors.toSet());
	}

}
