package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ListQuery;
import ai.bimpe.client.conversations.StreamEvent;
import ai.bimpe.client.conversations.StreamEvent.Skipped.Reason;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreams;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.ManagedStream;
import ai.bimpe.spring.boot.autoconfigure.streams.MessageReceivedEvent;
import ai.bimpe.spring.boot.autoconfigure.streams.StreamState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link BimpeAIMetricsAutoConfiguration}.
 */
class BimpeAIMetricsAutoConfigurationTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private Simulator simulator;

	private SimulatedConversation conversation;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.simulator = Simulator.builder().answering(false).start();
		this.conversation = this.simulator.newAgent("Pia").newConversation();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class,
					BimpeAIStreamsAutoConfiguration.class, BimpeAIMetricsAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_test", "bimpeai.base-url=" + this.simulator.baseUrl(),
					"bimpeai.retry.initial-delay=1ms", "bimpeai.retry.max-delay=5ms",
					"bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId(),
					"bimpeai.streams.front-desk.conversation-id=" + this.conversation.id());
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void countsMessages() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry).run((context) -> {
			this.simulator.awaitOpenStreams(1, SOON);
			this.conversation.receives("one");
			this.conversation.receives("two");
			await().atMost(SOON).until(() -> count("bimpeai.stream.messages", "stream", "front-desk") == 2);
		});
	}

	@Test
	void countsReconnectsByCause() {
		this.simulator.on("issueStreamTicket").times(2).respond(503);
		this.runner.withBean(MeterRegistry.class, () -> this.registry).run((context) -> {
			this.simulator.awaitOpenStreams(1, SOON);
			assertThat(count("bimpeai.stream.reconnects", "stream", "front-desk", "cause", "server-error"))
				.isEqualTo(2);
			BimpeAIStreams streams = context.getBean(BimpeAIStreams.class);
			await().atMost(SOON).until(() -> streams.all().get(0).state() == StreamState.LIVE);
			this.simulator.dropStreams();
			await().atMost(SOON)
				.until(() -> count("bimpeai.stream.reconnects", "stream", "front-desk", "cause", "connection") == 1);
		});
	}

	@Test
	void countsSkippedEventsByReason() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry).run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).all().get(0);
			StreamMeters meters = context.getBean(StreamMeters.class);
			meters.onEvent(stream, new StreamEvent.Skipped(Reason.MALFORMED, "msg_1"));
			meters.onEvent(stream, new StreamEvent.Skipped(Reason.TOO_LARGE, null));
			meters.onEvent(stream, new StreamEvent.Skipped(Reason.TOO_LARGE, null));
			meters.onEvent(stream, new StreamEvent.Skipped(Reason.UNKNOWN_TYPE, null));
			assertThat(count("bimpeai.stream.skipped", "stream", "front-desk", "reason", "malformed")).isOne();
			assertThat(count("bimpeai.stream.skipped", "stream", "front-desk", "reason", "too-large")).isEqualTo(2);
			assertThat(count("bimpeai.stream.skipped", "stream", "front-desk", "reason", "unknown-type")).isOne();
		});
	}

	@Test
	void lagGrowsWhileListenerBlocks() {
		CountDownLatch goOn = new CountDownLatch(1);
		this.runner.withBean(MeterRegistry.class, () -> this.registry)
			.withBean(BlockedListener.class, () -> new BlockedListener(goOn))
			.run((context) -> {
				this.simulator.awaitOpenStreams(1, SOON);
				ManagedStream stream = context.getBean(BimpeAIStreams.class).all().get(0);
				await().atMost(SOON).until(() -> stream.state() == StreamState.LIVE);
				assertThat(lag()).isZero();
				this.conversation.receives("one");
				await().atMost(SOON).until(() -> lag() > 0.1);
				assertThat(stream.lag()).isBetween(Duration.ofMillis(100), SOON);
				goOn.countDown();
				await().atMost(SOON).until(() -> lag() == 0);
				assertThat(stream.lag()).isZero();
			});
	}

	@Test
	void lagIsThatOfTheStreamThatHasTheNameNow() {
		CountDownLatch goOn = new CountDownLatch(1);
		this.runner.withBean(MeterRegistry.class, () -> this.registry)
			.withBean(BlockedListener.class, () -> new BlockedListener(goOn))
			.run((context) -> {
				this.simulator.awaitOpenStreams(1, SOON);
				BimpeAIStreams streams = context.getBean(BimpeAIStreams.class);
				ManagedStream former = streams.all().get(0);
				former.stop();
				this.simulator.awaitOpenStreams(0, SOON);
				streams.subscribe(former.spec());
				this.simulator.awaitOpenStreams(1, SOON);
				this.conversation.receives("one");
				await().atMost(SOON).until(() -> lag() > 0);
				assertThat(former.lag()).isZero();
				goOn.countDown();
			});
	}

	@Test
	void backsOffWithoutRegistry() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StreamMeters.class));
	}

	@Test
	void isNotNeededOnTheClassPath() {
		this.runner
			.withClassLoader(new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(BimpeAIStreams.class));
	}

	@Test
	void callsAreObserved() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		this.runner.withBean(ObservationRegistry.class, () -> observations).run((context) -> {
			context.getBean(BimpeAI.class).agents().list(ListQuery.create());
			TestObservationRegistryAssert.assertThat(observations)
				.hasAnObservation((observation) -> observation.hasNameEqualTo("bimpeai.client")
					.hasLowCardinalityKeyValue("operation", "listAgents")
					.hasLowCardinalityKeyValue("outcome", "SUCCESS"));
		});
	}

	@Test
	void callsAreTimedWithMeterRegistry() {
		this.runner.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
			.withBean(MeterRegistry.class, () -> this.registry)
			.withBean("handler", DefaultMeterObservationHandler.class,
					() -> new DefaultMeterObservationHandler(this.registry))
			.run((context) -> {
				context.getBean(BimpeAI.class).agents().list(ListQuery.create());
				assertThat(this.registry.get("bimpeai.client").tag("operation", "listAgents").timer().count()).isOne();
			});
	}

	private double lag() {
		return this.registry.get("bimpeai.stream.lag").tag("stream", "front-desk").timeGauge().value(TimeUnit.SECONDS);
	}

	private double count(String name, String... tags) {
		Counter counter = this.registry.find(name).tags(tags).counter();
		return (counter != null) ? counter.count() : 0;
	}

	/**
	 * Takes no message before it may go on.
	 */
	static class BlockedListener {

		private final CountDownLatch goOn;

		BlockedListener(CountDownLatch goOn) {
			this.goOn = goOn;
		}

		@EventListener
		void on(MessageReceivedEvent event) throws InterruptedException {
			this.goOn.await(10, TimeUnit.SECONDS);
		}

	}

}
