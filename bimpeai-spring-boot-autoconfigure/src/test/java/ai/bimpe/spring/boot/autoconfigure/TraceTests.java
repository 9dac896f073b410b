package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the traces of an application with a real tracer, as Spring Boot sets it up.
 */
class TraceTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String KEY = "sk_never_shown";

	private static final String TEXT = "the words of a customer";

	private final Simulator simulator = Simulator.builder().answering(false).start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final Spans spans = new Spans();

	private final Listener listener = new Listener();

	private ApplicationContextRunner runner = new ApplicationContextRunner();

	@BeforeEach
	void configure() {
		this.runner = this.runner
			.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, BraveAutoConfiguration.class,
					WebClientAutoConfiguration.class, WebClientObservationAutoConfiguration.class,
					BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class))
			.withBean(SpanHandler.class, () -> this.spans)
			.withBean(Listener.class, () -> this.listener)
			.withPropertyValues("management.tracing.sampling.probability=1.0", "bimpeai.api-key=" + KEY,
					"bimpeai.base-url=" + this.simulator.baseUrl(), "bimpeai.retry.initial-delay=1ms",
					"bimpeai.retry.max-delay=5ms");
	}

	@AfterEach
	void stop() {
		this.simulator.close();
		assertThat(this.spans.toString()).doesNotContain(KEY, TEXT);
	}

	@Test
	void attemptsAreChildrenOfTheirCallAndTellTheServerTheirTrace() {
		this.simulator.on("listAgents").times(1).respond(503);
		this.runner.run((context) -> {
			context.getBean(BimpeAI.class).agents().list(ListQuery.create());
			MutableSpan call = this.spans.awaitOne("bimpeai listAgents");
			assertThat(call.parentId()).isNull();
			List<MutableSpan> attempts = this.spans.awaitChildrenOf(call, 2);
			assertThat(attempts).extracting(MutableSpan::name).containsExactly("http get", "http get");
			assertThat(traceparents("listAgents"))
				.containsExactlyElementsOf(attempts.stream().map(TraceTests::traceparent).toList());
		});
	}

	@Test
	void callIsPartOfTheTraceOfItsCaller() {
		this.runner.run((context) -> {
			Observation.createNotStarted("caller", context.getBean(ObservationRegistry.class))
				.observe(() -> context.getBean(BimpeAI.class).agents().list(ListQuery.create()));
			MutableSpan call = this.spans.awaitOne("bimpeai listAgents");
			assertThat(call.parentId()).isEqualTo(this.spans.awaitOne("caller").id());
			assertThat(this.spans.awaitChildrenOf(call, 1)).hasSize(1);
		});
	}

	@Test
	void traceOfMessageContinuesInTheListenerAndInItsCalls() {
		followed().run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			this.listener.onMessage = (event) -> {
				Span current = Objects.requireNonNull(tracer.currentSpan());
				this.listener.seen.add(current.context().spanId());
				this.listener.seen.add(MDC.get("traceId"));
				context.getBean(BimpeAI.class).agents().list(ListQuery.create());
			};
			this.simulator.awaitOpenStreams(1, SOON);
			this.conversation.receives(TEXT);
			MutableSpan delivery = this.spans.awaitOne("bimpeai deliver front-desk");
			assertThat(this.listener.seen).containsExactly(delivery.id(), delivery.traceId());
			MutableSpan call = this.spans.awaitOne("bimpeai listAgents");
			assertThat(call.traceId()).isEqualTo(delivery.traceId());
			assertThat(call.parentId()).isEqualTo(delivery.id());
			assertThat(this.spans.awaitChildrenOf(call, 1)).singleElement()
				.extracting(TraceTests::traceparent)
				.isEqualTo(traceparents("listAgents").get(0));
		});
	}

	@Test
	void traceOfMessageContinuesInAsyncListenersWhenContextIsPropagated() {
		asynchronous().withPropertyValues("spring.task.execution.propagate-context=true").run((context) -> {
			this.listener.onMessageLater = (event) -> {
				this.listener.seen.add(MDC.get("traceId"));
				context.getBean(BimpeAI.class).agents().list(ListQuery.create());
			};
			this.simulator.awaitOpenStreams(1, SOON);
			this.conversation.receives(TEXT);
			MutableSpan delivery = this.spans.awaitOne("bimpeai deliver front-desk");
			MutableSpan call = this.spans.awaitOne("bimpeai listAgents");
			assertThat(call.traceId()).isEqualTo(delivery.traceId());
			assertThat(call.parentId()).isEqualTo(delivery.id());
			assertThat(this.listener.seen).containsExactly(delivery.traceId());
		});
	}

	@Test
	void traceOfMessageEndsBeforeAsyncListenersOtherwise() {
		asynchronous().run((context) -> {
			this.listener.onMessageLater = (event) -> {
				this.listener.seen.add(MDC.get("traceId"));
				context.getBean(BimpeAI.class).agents().list(ListQuery.create());
			};
			this.simulator.awaitOpenStreams(1, SOON);
			this.conversation.receives(TEXT);
			assertThat(this.spans.awaitOne("bimpeai listAgents").parentId()).isNull();
			assertThat(this.listener.seen).hasSize(1).containsOnlyNulls();
		});
	}

	@Test
	void ticketCallIsPartOfItsConnectionWhoeverSubscribes() {
		this.runner.run((context) -> {
			Flux<StreamEvent> events = context.getBean(ReactiveBimpeAI.class)
				.conversations()
				.messages()
				.stream(this.conversation.agentId(), this.conversation.id(), StreamOptions.create())
				.events();
			Disposable listening = Objects
				.requireNonNull(Observation.createNotStarted("caller", context.getBean(ObservationRegistry.class))
					.observe(() -> events.subscribe()));
			this.simulator.awaitOpenStreams(1, SOON);
			listening.dispose();
			MutableSpan connection = this.spans.awaitOne("bimpeai stream");
			MutableSpan ticket = this.spans.awaitOne("bimpeai issueStreamTicket");
			assertThat(connection.parentId()).isEqualTo(this.spans.awaitOne("caller").id());
			assertThat(ticket.parentId()).isEqualTo(connection.id());
			assertThat(this.spans.awaitChildrenOf(ticket, 1)).hasSize(1);
		});
	}

	@Test
	void everyMessageHasTraceOfItsOwn() {
		followed().run((context) -> {
			this.listener.onMessage = (event) -> this.listener.seen.add(MDC.get("traceId"));
			this.simulator.awaitOpenStreams(1, SOON);
			this.conversation.receives(TEXT);
			this.conversation.receives(TEXT);
			await().atMost(SOON).until(() -> this.listener.seen.size() == 2);
			assertThat(this.listener.seen).doesNotContainNull().doesNotHaveDuplicates();
		});
	}

	@Test
	void connectionOfStreamTellsNobodyItsTicket() {
		followed().run((context) -> {
			this.simulator.awaitOpenStreams(1, SOON);
			assertThat(traceparents("issueStreamTicket")).hasSize(1).doesNotContainNull();
			assertThat(traceparents("streamMessages")).containsOnlyNulls();
		});
		MutableSpan connection = this.spans.awaitOne("bimpeai stream");
		MutableSpan ticket = this.spans.awaitOne("bimpeai issueStreamTicket");
		assertThat(ticket.parentId()).isEqualTo(connection.id());
		assertThat(this.spans.awaitChildrenOf(connection, 1)).containsExactly(ticket);
		assertThat(this.spans.toString())
			.doesNotContain(this.simulator.requests("streamMessages").get(0).query().get("ticket"))
			.doesNotContain("ticket=");
	}

	private ApplicationContextRunner followed() {
		return this.runner.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId(),
				"bimpeai.streams.front-desk.conversation-id=" + this.conversation.id());
	}

	private ApplicationContextRunner asynchronous() {
		return followed().withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withUserConfiguration(Asynchronous.class)
			.withBean(AsyncListener.class, () -> new AsyncListener(this.listener));
	}

	private List<@Nullable String> traceparents(String operation) {
		return this.simulator.requests(operation)
			.stream()
			.<@Nullable String>map((request) -> header(request, "traceparent"))
			.toList();
	}

	private static @Nullable String header(RecordedRequest request, String name) {
		return request.header(name);
	}

	private static String traceparent(MutableSpan span) {
		return "00-" + span.traceId() + "-" + span.id() + "-01";
	}

	/**
	 * Keeps what has ended.
	 */
	private static final class Spans extends SpanHandler {

		private final List<MutableSpan> ended = new CopyOnWriteArrayList<>();

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			this.ended.add(span);
			return true;
		}

		private MutableSpan awaitOne(String name) {
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(this.ended).extracting(MutableSpan::name).containsOnlyOnce(name));
			return this.ended.stream().filter((span) -> name.equals(span.name())).findFirst().orElseThrow();
		}

		private List<MutableSpan> awaitChildrenOf(MutableSpan parent, int count) {
			await().atMost(SOON).until(() -> childrenOf(parent).size() >= count);
			return childrenOf(parent);
		}

		private List<MutableSpan> childrenOf(MutableSpan parent) {
			return this.ended.stream().filter((span) -> parent.id().equals(span.parentId())).toList();
		}

		@Override
		public String toString() {
			return this.ended.toString();
		}

	}

	/**
	 * Does with messages what the test wants.
	 */
	static final class Listener {

		final List<@Nullable String> seen = new CopyOnWriteArrayList<>();

		volatile Consumer<MessageReceivedEvent> onMessage = (event) -> {
		};

		volatile Consumer<MessageReceivedEvent> onMessageLater = (event) -> {
		};

		@EventListener
		void on(MessageReceivedEvent event) {
			this.onMessage.accept(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchronous {

	}

	/**
	 * Listens on a thread of Spring Boot's executor.
	 */
	static class AsyncListener {

		private final Listener listener;

		AsyncListener(Listener listener) {
			this.listener = listener;
		}

		@Async
		@EventListener
		void on(MessageReceivedEvent event) {
			this.listener.onMessageLater.accept(event);
		}

	}

}
