package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamEvent.Skipped.Reason;
import ai.bimpe.client.stream.StreamMessage;
import ai.bimpe.client.workflows.WorkflowQuery;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIClientCustomizer;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.Checkpoint;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
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

	private static final Duration SOON = Duration.ofSeconds(30);

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
	void tellsRefusedTicketsFromRefusedKeys() {
		this.simulator.on("streamMessages").times(1).respond(401);
		this.simulator.on("listConversations").respond(401);
		this.runner.withBean(MeterRegistry.class, () -> this.registry)
			.withBean(ApiKeyProvider.class, () -> () -> Mono.just("sk_test"))
			.withPropertyValues("bimpeai.streams.all.agent-id=" + this.conversation.agentId())
			.run((context) -> await().atMost(SOON).untilAsserted(() -> {
				assertThat(count("bimpeai.stream.reconnects", "stream", "front-desk", "cause", "ticket-refused"))
					.isOne();
				assertThat(count("bimpeai.stream.reconnects", "stream", "all", "cause", "key-refused")).isOne();
			}));
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
	void eventThatCannotBeReadIsCountedAsSkipped() {
		this.simulator.on("streamMessages").malformedBefore(1);
		this.runner.withBean(MeterRegistry.class, () -> this.registry).run((context) -> {
			this.simulator.awaitOpenStreams(1, SOON);
			this.conversation.receives("one");
			await().atMost(SOON)
				.until(() -> count("bimpeai.stream.skipped", "stream", "front-desk", "reason", "malformed") == 1);
		});
	}

	@Test
	void countsMessagesThatAreGivenUp() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry)
			.withBean(FailingListener.class, FailingListener::new)
			.withPropertyValues("bimpeai.streams.front-desk.delivery.max-attempts=1")
			.run((context) -> {
				this.simulator.awaitOpenStreams(1, SOON);
				this.conversation.receives("one");
				await().atMost(SOON)
					.until(() -> count("bimpeai.stream.delivery.failures", "stream", "front-desk") == 1
							&& this.registry.get("bimpeai.stream.parked").gauge().value() == 1);
			});
	}

	@Test
	void countsFailuresOfTheCheckpointStore() {
		AtomicInteger refusals = new AtomicInteger(2);
		this.runner.withBean(MeterRegistry.class, () -> this.registry)
			.withBean(CheckpointStore.class, () -> new UnreliableStore(refusals))
			.run((context) -> {
				this.simulator.awaitOpenStreams(1, SOON);
				assertThat(count("bimpeai.stream.checkpoint.failures", "stream", "front-desk")).isEqualTo(2);
				refusals.set(3);
				this.conversation.receives("one");
				await().atMost(SOON)
					.until(() -> count("bimpeai.stream.checkpoint.failures", "stream", "front-desk") == 5);
			});
	}

	@Test
	void timesHowOldMessagesAre() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry).run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).all().get(0);
			StreamMeters meters = context.getBean(StreamMeters.class);
			meters.onEvent(stream, message(Instant.now().minusSeconds(60)));
			meters.onEvent(stream, message(Instant.now().plusSeconds(60)));
			Timer delay = this.registry.get("bimpeai.stream.delay").tag("stream", "front-desk").timer();
			assertThat(delay.count()).isEqualTo(2);
			assertThat(delay.totalTime(TimeUnit.SECONDS)).isBetween(60.0, 600.0);
			meters.onEvent(stream, message(Instant.MIN));
			assertThat(delay.max(TimeUnit.DAYS)).isEqualTo(365);
		});
	}

	@Test
	void silenceIsTheAgeOfTheLastByteWhileThereIsConnection() {
		VirtualTimeScheduler timer = VirtualTimeScheduler.create();
		this.runner.withBean(MeterRegistry.class, () -> this.registry)
			.withBean(BimpeAIClientCustomizer.class, () -> (builder) -> builder.scheduler(timer))
			.run((context) -> {
				ManagedStream stream = context.getBean(BimpeAIStreams.class).all().get(0);
				await().atMost(SOON).until(() -> stream.state() == StreamState.LIVE);
				timer.advanceTimeBy(Duration.ofSeconds(40));
				assertThat(silence("front-desk")).isEqualTo(40);
				assertThat(stream.silence()).isEqualTo(Duration.ofSeconds(40));
				this.conversation.receives("one");
				await().atMost(SOON).until(() -> silence("front-desk") == 0);
				stream.pause();
				await().atMost(SOON).untilAsserted(() -> assertThat(silence("front-desk")).isNaN());
				assertThat(stream.silence()).isNull();
			});
	}

	@Test
	void silenceOfWholeAgentIsThatOfTheConversationThatIsSilentForTheLongestTime() {
		SimulatedConversation other = this.simulator.newConversation(this.conversation.agentId());
		VirtualTimeScheduler timer = VirtualTimeScheduler.create();
		this.runner.withBean(MeterRegistry.class, () -> this.registry)
			.withBean(BimpeAIClientCustomizer.class, () -> (builder) -> builder.scheduler(timer))
			.withPropertyValues("bimpeai.streams.pia.agent-id=" + this.conversation.agentId(),
					"bimpeai.streams.pia.poll-interval=100ms", "bimpeai.streams.pia.requests-per-minute=6000")
			.run((context) -> {
				ManagedStream stream = context.getBean(BimpeAIStreams.class).find("pia").orElseThrow();
				await().atMost(SOON).until(() -> stream.state() == StreamState.LIVE);
				assertThat(silence("pia")).isNaN();
				this.conversation.receives("one");
				other.receives("two");
				await().atMost(SOON).until(() -> count("bimpeai.stream.messages", "stream", "pia") == 2);
				timer.advanceTimeBy(Duration.ofSeconds(40));
				this.conversation.receives("three");
				await().atMost(SOON).until(() -> count("bimpeai.stream.messages", "stream", "pia") == 3);
				assertThat(silence("pia")).isEqualTo(40);
				other.receives("four");
				await().atMost(SOON).until(() -> silence("pia") == 0);
				stream.pause();
				await().atMost(SOON).untilAsserted(() -> assertThat(silence("pia")).isNaN());
			});
	}

	@Test
	void streamsAreCountedByTheirState() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry)
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.run((context) -> {
				ManagedStream stream = context.getBean(BimpeAIStreams.class).all().get(0);
				await().atMost(SOON).until(() -> stream.state() == StreamState.LIVE);
				assertThat(streams("live")).isOne();
				assertThat(streams("paused")).isZero();
				stream.pause();
				assertThat(streams("live")).isZero();
				assertThat(streams("paused")).isOne();
			});
	}

	@Test
	void metersOfStoppedStreamsGoWhenOthersCome() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry).run((context) -> {
			this.simulator.awaitOpenStreams(1, SOON);
			BimpeAIStreams streams = context.getBean(BimpeAIStreams.class);
			ManagedStream former = streams.all().get(0);
			await().atMost(SOON).until(() -> former.state() == StreamState.LIVE);
			former.stop();
			this.simulator.awaitOpenStreams(0, SOON);
			streams.subscribe(StreamSpec.of("other", this.conversation.agentId(), this.conversation.id()));
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(this.registry.getMeters())
					.extracting((meter) -> meter.getId().getTag("stream"))
					.filteredOn(Objects::nonNull)
					.isNotEmpty()
					.containsOnly("other"));
		});
	}

	@Test
	void countsRetriesByReason() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry).run((context) -> {
			this.simulator.on("listAgents").times(1).respond(503);
			this.simulator.on("listWorkflows").times(2).respond(429);
			BimpeAI bimpeai = context.getBean(BimpeAI.class);
			bimpeai.agents().list(ListQuery.create());
			bimpeai.workflows().list(WorkflowQuery.create());
			assertThat(count("bimpeai.client.retries", "operation", "listAgents", "reason", "server-error")).isOne();
			assertThat(count("bimpeai.client.retries", "operation", "listWorkflows", "reason", "rate-limit"))
				.isEqualTo(2);
		});
	}

	@Test
	void showsTheRateLimitOfTheLastAnswer() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry).run((context) -> {
			CallMeters meters = context.getBean(CallMeters.class);
			meters.onCall(result(new RateLimit(120, 7, Instant.now().plusSeconds(60))));
			assertThat(gauge("bimpeai.client.ratelimit.limit")).isEqualTo(120);
			assertThat(gauge("bimpeai.client.ratelimit.remaining")).isEqualTo(7);
			assertThat(gauge("bimpeai.client.ratelimit.reset")).isBetween(0.0, 60.0).isPositive();
			meters.onCall(result(null));
			assertThat(gauge("bimpeai.client.ratelimit.remaining")).isEqualTo(7);
			meters.onCall(result(new RateLimit(120, 6, Instant.now().minusSeconds(1))));
			assertThat(gauge("bimpeai.client.ratelimit.remaining")).isEqualTo(120);
			assertThat(gauge("bimpeai.client.ratelimit.reset")).isZero();
		});
	}

	@Test
	void rateLimitComesFromTheAnswers() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry).run((context) -> {
			context.getBean(BimpeAI.class).agents().list(ListQuery.create());
			assertThat(this.registry.get("bimpeai.client.ratelimit.remaining")
				.tag("operation", "listAgents")
				.gauge()
				.value()).isPositive();
		});
	}

	@Test
	void everyMeterIsAsDocumented() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry)
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
			.withPropertyValues("bimpeai.streams.pia.agent-id=" + this.conversation.agentId())
			.run((context) -> {
				this.simulator.on("listAgents").times(1).respond(503);
				context.getBean(BimpeAI.class).agents().list(ListQuery.create());
				ManagedStream stream = context.getBean(BimpeAIStreams.class).find("front-desk").orElseThrow();
				StreamMeters meters = context.getBean(StreamMeters.class);
				meters.onEvent(stream, new StreamEvent.Skipped(Reason.MALFORMED, "msg_1"));
				meters.onEvent(stream, new StreamEvent.Reconnecting(1, Duration.ZERO, new BimpeAIException("lost")));
				for (BimpeAIMeterDocumentation documented : BimpeAIMeterDocumentation.values()) {
					assertThat(this.registry.get(documented.getName()).meters()).allSatisfy((meter) -> {
						assertThat(meter.getId().getType()).isEqualTo(documented.getType());
						assertThat(meter.getId().getBaseUnit()).isEqualTo(documented.getBaseUnit());
						assertThat(meter.getId().getDescription()).isEqualTo(documented.getDescription());
						assertThat(meter.getId().getTags()).extracting(Tag::getKey)
							.containsExactlyInAnyOrderElementsOf(
									Arrays.stream(documented.getKeyNames()).map(KeyName::asString).toList());
					});
				}
				assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
					.filteredOn((name) -> name.startsWith("bimpeai."))
					.isSubsetOf(Arrays.stream(BimpeAIMeterDocumentation.values())
						.map(BimpeAIMeterDocumentation::getName)
						.toList());
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
				assertThat(gauge("bimpeai.stream.buffered")).isOne();
				assertThat(stream.lag()).isBetween(Duration.ofMillis(100), SOON);
				goOn.countDown();
				await().atMost(SOON).until(() -> lag() == 0);
				assertThat(stream.lag()).isZero();
				assertThat(gauge("bimpeai.stream.buffered")).isZero();
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
				await().atMost(SOON).until(() -> former.state() == StreamState.LIVE);
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

	private static StreamEvent message(Instant createdAt) {
		return new StreamEvent.Message(
				new StreamMessage("msg_1", "cnv_1", MessageRole.USER, "text", "text", createdAt, Map.of()));
	}

	private static CallResult result(@Nullable RateLimit rateLimit) {
		return new CallResult("listAgents", "req_1", 1, Duration.ZERO, 200, rateLimit, null, "default");
	}

	private double gauge(String name) {
		return this.registry.get(name).gauge().value();
	}

	private double streams(String state) {
		return this.registry.get("bimpeai.streams").tag("state", state).gauge().value();
	}

	private double silence(String stream) {
		return this.registry.get("bimpeai.stream.silence").tag("stream", stream).timeGauge().value(TimeUnit.SECONDS);
	}

	private double lag() {
		return this.registry.get("bimpeai.stream.lag").tag("stream", "front-desk").timeGauge().value(TimeUnit.SECONDS);
	}

	private double count(String name, String... tags) {
		Counter counter = this.registry.find(name).tags(tags).counter();
		return (counter != null) ? counter.count() : 0;
	}

	/**
	 * Takes no message.
	 */
	static class FailingListener {

		@EventListener
		void on(MessageReceivedEvent event) {
			throw new IllegalStateException("not today");
		}

	}

	/**
	 * Cannot be reached so many times.
	 */
	static class UnreliableStore implements CheckpointStore {

		private final Map<String, Checkpoint> checkpoints = new ConcurrentHashMap<>();

		private final AtomicInteger refusals;

		UnreliableStore(AtomicInteger refusals) {
			this.refusals = refusals;
		}

		@Override
		public @Nullable Checkpoint load(String key) {
			check();
			return this.checkpoints.get(key);
		}

		@Override
		public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
			check();
			this.checkpoints.put(key, next);
			return true;
		}

		@Override
		public void reset(String key, Checkpoint checkpoint) {
			this.checkpoints.put(key, checkpoint);
		}

		@Override
		public boolean delete(String key, Checkpoint expected) {
			return this.checkpoints.remove(key, expected);
		}

		private void check() {
			if (this.refusals.getAndUpdate((left) -> Math.max(left - 1, 0)) > 0) {
				throw new IllegalStateException("down");
			}
		}

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
			this.goOn.await(SOON.toSeconds(), TimeUnit.SECONDS);
		}

	}

}
