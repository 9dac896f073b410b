package ai.bimpe.spring.boot.autoconfigure.streams;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.PermissionDeniedException;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.simulator.Fault;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.ManagedStreamListener;
import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamFailedEvent;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link BimpeAIStreams}.
 */
@ExtendWith(OutputCaptureExtension.class)
class BimpeAIStreamsTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final String SECRET = "the text of a customer";

	private Simulator simulator;

	private SimulatedConversation conversation;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.simulator = Simulator.builder().answering(false).start();
		this.conversation = this.simulator.newAgent("Pia").newConversation();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
			.withUserConfiguration(Listener.class)
			.withPropertyValues("bimpeai.api-key=" + this.simulator.apiKey(),
					"bimpeai.base-url=" + this.simulator.baseUrl(), "bimpeai.retry.initial-delay=1ms",
					"bimpeai.retry.max-delay=5ms");
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void publishesMessagesOfConfiguredStreamInOrder() {
		frontDesk().run((context) -> {
			awaitLive();
			List<String> texts = IntStream.range(0, 50).mapToObj((i) -> "message " + i).toList();
			texts.forEach(this.conversation::receives);
			Listener listener = context.getBean(Listener.class);
			for (String text : texts) {
				MessageReceivedEvent event = listener.next();
				assertThat(event.message().message()).isEqualTo(text);
				assertThat(event.stream()).isEqualTo("front-desk");
				assertThat(event.agentId()).isEqualTo(this.conversation.agentId());
			}
		});
	}

	@Test
	@EffectOf({ "bimpeai.streams.<name>.agent-id", "bimpeai.streams.<name>.conversation-id" })
	void followsTheConversationThatIsNamedAndNoOther() {
		SimulatedConversation other = this.simulator.newConversation(this.conversation.agentId());
		frontDesk().run((context) -> {
			awaitLive();
			other.receives("elsewhere");
			this.conversation.receives("here");
			assertThat(context.getBean(Listener.class).next().message().message()).isEqualTo("here");
			assertThat(this.simulator.count("listConversations")).isZero();
		});
	}

	@Test
	@EffectOf("bimpeai.streams.<name>.after")
	void replaysWhatIsNewerThanTheConfiguredMessage() {
		String first = this.conversation.receives("one").id();
		this.conversation.receives("two");
		frontDesk().withPropertyValues("bimpeai.streams.front-desk.after=" + first)
			.run((context) -> assertThat(context.getBean(Listener.class).next().message().message()).isEqualTo("two"));
	}

	@Test
	void conditionOfListenerSeesTheNameOfTheStream() {
		SimulatedConversation other = this.simulator.newConversation(this.conversation.agentId());
		frontDesk().withUserConfiguration(FrontDeskListener.class)
			.withPropertyValues("bimpeai.streams.other.agent-id=" + other.agentId(),
					"bimpeai.streams.other.conversation-id=" + other.id())
			.run((context) -> {
				this.simulator.awaitOpenStreams(2, SOON);
				other.receives("elsewhere");
				context.getBean(Listener.class).next();
				this.conversation.receives("here");
				context.getBean(Listener.class).next();
				assertThat(context.getBean(FrontDeskListener.class).messages).containsExactly("here");
			});
	}

	@Test
	void opensOneWorkerForEachStreamAndNoneOnAnEventLoop() {
		frontDesk().run((context) -> {
			awaitLive();
			this.conversation.receives("hello");
			context.getBean(Listener.class).next();
			assertThat(context.getBean(Listener.class).thread).startsWith("bimpeai-front-desk-");
		});
	}

	@Test
	void listenerMayUseTheBlockingClient() {
		frontDesk().withUserConfiguration(CallingListener.class).run((context) -> {
			awaitLive();
			this.conversation.receives("hello");
			context.getBean(Listener.class).next();
			await().atMost(SOON).untilAsserted(() -> assertThat(this.simulator.count("listAgents")).isOne());
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads need Java 21")
	void usesVirtualThreadsWhereTheyAreActive() {
		frontDesk().withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			awaitLive();
			this.conversation.receives("hello");
			context.getBean(Listener.class).next();
			assertThat(context.getBean(Listener.class).description).startsWith("VirtualThread");
		});
	}

	@Test
	void goesOnAfterListenerThatThrows(CapturedOutput output) {
		frontDesk().withUserConfiguration(ThrowingListener.class)
			.withPropertyValues("bimpeai.streams.front-desk.delivery.max-attempts=2")
			.run((context) -> {
				awaitLive();
				this.conversation.receives(SECRET);
				this.conversation.receives("second");
				Listener listener = context.getBean(Listener.class);
				await().atMost(SOON).until(() -> "second".equals(listener.next().message().message()));
				await().atMost(SOON)
					.untilAsserted(() -> assertThat(output).contains("Delivery of message ")
						.contains("failed in attempt 2, the last one: java.lang.IllegalStateException at "));
				assertThat(output).doesNotContain(SECRET);
			});
	}

	@Test
	void resumesWithoutLossOrRepeatWhenTheConnectionIsLost() {
		frontDesk().run((context) -> {
			Listener listener = context.getBean(Listener.class);
			awaitLive();
			this.conversation.receives("one");
			assertThat(listener.next().message().message()).isEqualTo("one");
			this.simulator.dropStreams();
			this.conversation.receives("two");
			this.conversation.receives("three");
			assertThat(listener.next().message().message()).isEqualTo("two");
			assertThat(listener.next().message().message()).isEqualTo("three");
			assertThat(listener.messages).isEmpty();
		});
	}

	@Test
	void keepsTryingLongerThanTheClientWould() {
		this.simulator.on("issueStreamTicket").times(20).respond(503);
		frontDesk().run((context) -> {
			awaitLive();
			assertThat(this.simulator.count("issueStreamTicket")).isEqualTo(21);
		});
	}

	@Test
	void waitsWhenTheServerAsksForMoreThanTheClientSitsOut() {
		this.simulator.on("issueStreamTicket").header("Retry-After", "3600").respond(429);
		frontDesk().run((context) -> {
			ManagedStream stream = stream(context.getBean(BimpeAIStreams.class));
			await().atMost(SOON).until(() -> stream.state() == StreamState.WAITING);
			assertThat(context.getBean(Listener.class).failures).isEmpty();
		});
	}

	@Test
	void wrongAgentKeepsTheStreamWaitingAndNamesTheRemedy(CapturedOutput output) {
		this.runner
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=agt_wrong",
					"bimpeai.streams.front-desk.conversation-id=cnv_1")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				awaitRefusal(context, NotFoundException.class);
				await().atMost(SOON)
					.untilAsserted(() -> assertThat(output)
						.containsOnlyOnce("Stream 'front-desk' is not accepted by the server")
						.contains("Check that agent 'agt_wrong' has a conversation 'cnv_1' "
								+ "('bimpeai.streams.front-desk.agent-id'"));
			});
	}

	@Test
	void agentWithoutPermissionKeepsTheStreamWaitingAndNamesTheRemedy(CapturedOutput output) {
		this.simulator.on("listConversations").respond(403);
		this.runner.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId())
			.run((context) -> {
				assertThat(context).hasNotFailed();
				awaitRefusal(context, PermissionDeniedException.class);
				await().atMost(SOON)
					.untilAsserted(() -> assertThat(output)
						.containsOnlyOnce("Stream 'front-desk' is not accepted by the server")
						.contains("Give the API key access to agent '" + this.conversation.agentId()
								+ "' and its conversations"));
			});
	}

	@Test
	void refusedKeyKeepsTheStreamWaitingAndNamesTheProperty(CapturedOutput output) {
		frontDesk().withPropertyValues("bimpeai.api-key=wrong").run((context) -> {
			awaitRefusal(context, AuthenticationException.class);
			await().atMost(SOON).untilAsserted(() -> assertThat(output).contains("Check 'bimpeai.api-key'"));
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404 })
	void streamThatWasRefusedIsLiveAgainWhenTheCauseIsGone(int status) {
		this.simulator.on("issueStreamTicket").times(3).respond(status);
		frontDesk().withPropertyValues("bimpeai.listener.refusal-retry-interval=10ms").run((context) -> {
			awaitLive();
			this.conversation.receives("hello");
			assertThat(context.getBean(Listener.class).next().message().message()).isEqualTo("hello");
			assertThat(context.getBean(Listener.class).failures).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "issueStreamTicket", "listConversations" })
	void resumeTriesRefusedStreamAtOnce(String operation) {
		Fault fault = this.simulator.on(operation).respond(401);
		ApplicationContextRunner application = operation.equals("listConversations")
				? this.runner.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId())
				: frontDesk();
		application.withPropertyValues("bimpeai.listener.refusal-retry-interval=1h").run((context) -> {
			awaitRefusal(context, AuthenticationException.class);
			fault.remove();
			ManagedStream stream = stream(context.getBean(BimpeAIStreams.class));
			stream.resume();
			await().atMost(SOON).until(() -> stream.state() == StreamState.LIVE);
		});
	}

	private static void awaitRefusal(ApplicationContext context, Class<? extends BimpeAIException> type) {
		ManagedStream stream = stream(context.getBean(BimpeAIStreams.class));
		await().atMost(SOON).until(() -> type.isInstance(stream.failure()));
		assertThat(stream.state()).isEqualTo(StreamState.WAITING);
		assertThat(context.getBean(Listener.class).failures).isEmpty();
	}

	@Test
	void closesStreamsWithTheContext() {
		frontDesk().run((context) -> awaitLive());
		this.simulator.awaitOpenStreams(0, SOON);
	}

	@Test
	void closingTheContextWaitsForTheListenerAtWork() {
		CountDownLatch atWork = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicReference<@Nullable Boolean> undisturbed = new AtomicReference<>();
		frontDesk().withBean(SlowListener.class, () -> new SlowListener(atWork, goOn, undisturbed)).run((context) -> {
			awaitLive();
			this.conversation.receives("hello");
			assertThat(atWork.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
			Thread release = new Thread(() -> {
				this.simulator.awaitOpenStreams(0, SOON);
				goOn.countDown();
			});
			release.start();
		});
		assertThat(undisturbed.get()).isTrue();
	}

	@Test
	void goesOnAfterTheLastDeliveredMessageWhenTheContextStartsAgain() {
		frontDesk().run((context) -> {
			awaitLive();
			this.conversation.receives("one");
			Listener listener = context.getBean(Listener.class);
			listener.next();
			context.getSourceApplicationContext().stop();
			this.simulator.awaitOpenStreams(0, SOON);
			this.conversation.receives("two");
			context.getSourceApplicationContext().start();
			assertThat(listener.next().message().message()).isEqualTo("two");
		});
	}

	@Test
	void followsOneMoreConversationAtRunTime() {
		this.runner.run((context) -> {
			BimpeAIStreams streams = context.getBean(BimpeAIStreams.class);
			assertThat(this.simulator.requests()).isEmpty();
			ManagedStream stream = streams.subscribe(spec("late"));
			await().atMost(SOON).until(() -> stream.state() == StreamState.LIVE);
			this.conversation.receives("hello");
			assertThat(context.getBean(Listener.class).next().stream()).isEqualTo("late");
			stream.stop();
			this.simulator.awaitOpenStreams(0, SOON);
			assertThat(stream.state()).isEqualTo(StreamState.STOPPED);
			assertThat(streams.all()).isEmpty();
		});
	}

	@Test
	void refusesSecondStreamOfTheSameName() {
		this.runner.run((context) -> {
			BimpeAIStreams streams = context.getBean(BimpeAIStreams.class);
			streams.subscribe(spec("twin"));
			assertThatExceptionOfType(UserException.class).isThrownBy(() -> streams.subscribe(spec("twin")))
				.withMessageContaining("'twin'");
			assertThat(streams.all()).hasSize(1);
		});
	}

	@Test
	void listenerCanStopItsOwnStream() {
		this.runner.withUserConfiguration(StoppingListener.class).run((context) -> {
			ManagedStream stream = context.getBean(BimpeAIStreams.class).subscribe(spec("once"));
			await().atMost(SOON).until(() -> stream.state() == StreamState.LIVE);
			this.conversation.receives("hello");
			this.simulator.awaitOpenStreams(0, SOON);
			assertThat(stream.state()).isEqualTo(StreamState.STOPPED);
		});
	}

	@Test
	void slowListenerSlowsDownTheConnectionInsteadOfPilingUpMessages() {
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicReference<@Nullable Boolean> undisturbed = new AtomicReference<>();
		List<StreamEvent> seen = new CopyOnWriteArrayList<>();
		frontDesk().withBean(SlowListener.class, () -> new SlowListener(new CountDownLatch(1), goOn, undisturbed))
			.withBean(ManagedStreamListener.class, () -> (stream, event) -> seen.add(event))
			.run((context) -> {
				awaitLive();
				IntStream.range(0, 200).forEach((i) -> this.conversation.receives("message " + i));
				await().atMost(SOON).until(() -> seen.size() >= 10);
				await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> seen.size() < 60);
				goOn.countDown();
				await().atMost(SOON).until(() -> context.getBean(Listener.class).messages.size() == 200);
			});
	}

	@Test
	void leavesNoThreadBehind() {
		frontDesk().run((context) -> awaitLive());
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("bimpeai-front-desk-")));
	}

	@Test
	void eventsShowNoText() {
		frontDesk().run((context) -> {
			awaitLive();
			this.conversation.receives(SECRET);
			assertThat(context.getBean(Listener.class).next().toString()).contains("front-desk").doesNotContain(SECRET);
		});
	}

	private ApplicationContextRunner frontDesk() {
		return this.runner.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId(),
				"bimpeai.streams.front-desk.conversation-id=" + this.conversation.id(),
				"bimpeai.streams.front-desk.delivery.initial-delay=1ms");
	}

	private StreamSpec spec(String name) {
		return StreamSpec.of(name, this.conversation.agentId(), this.conversation.id());
	}

	private static ManagedStream stream(BimpeAIStreams streams) {
		return streams.find("front-desk").orElseThrow();
	}

	private void awaitLive() {
		this.simulator.awaitOpenStreams(1, SOON);
	}

	static class Listener {

		private final BlockingQueue<MessageReceivedEvent> messages = new LinkedBlockingQueue<>();

		private final BlockingQueue<StreamFailedEvent> failures = new LinkedBlockingQueue<>();

		private volatile String thread = "";

		private volatile String description = "";

		@EventListener
		@Order(0)
		void on(MessageReceivedEvent event) {
			this.thread = Thread.currentThread().getName();
			this.description = Thread.currentThread().toString();
			this.messages.add(event);
		}

		@EventListener
		void on(StreamFailedEvent event) {
			this.failures.add(event);
		}

		MessageReceivedEvent next() throws InterruptedException {
			return Objects.requireNonNull(this.messages.poll(SOON.toSeconds(), TimeUnit.SECONDS), "No message in time");
		}

	}

	static class FrontDeskListener {

		private final List<@Nullable String> messages = new CopyOnWriteArrayList<>();

		@EventListener(condition = "#a0.stream == 'front-desk'")
		@Order(-1)
		void on(MessageReceivedEvent event) {
			this.messages.add(event.message().message());
		}

	}

	static class ThrowingListener {

		@EventListener
		@Order(1)
		void on(MessageReceivedEvent event) {
			throw new IllegalStateException("Cannot understand: " + event.message().message());
		}

		@EventListener
		void on(MessageDeliveryFailedEvent event) {
		}

	}

	static class CallingListener {

		@Autowired
		private BimpeAI client;

		@EventListener
		void on(MessageReceivedEvent event) {
			this.client.agents().list(ListQuery.create());
		}

	}

	static class StoppingListener {

		@Autowired
		private BimpeAIStreams streams;

		@EventListener
		void on(MessageReceivedEvent event) {
			this.streams.find(event.stream()).ifPresent(ManagedStream::stop);
		}

	}

	static class SlowListener {

		private final CountDownLatch atWork;

		private final CountDownLatch goOn;

		private final AtomicReference<@Nullable Boolean> undisturbed;

		SlowListener(CountDownLatch atWork, CountDownLatch goOn, AtomicReference<@Nullable Boolean> undisturbed) {
			this.atWork = atWork;
			this.goOn = goOn;
			this.undisturbed = undisturbed;
		}

		@EventListener
		@Order(-1)
		void on(MessageReceivedEvent event) {
			this.atWork.countDown();
			try {
				this.undisturbed.set(this.goOn.await(SOON.toSeconds(), TimeUnit.SECONDS));
			}
			catch (InterruptedException ex) {
				this.undisturbed.set(false);
			}
		}

	}

}
