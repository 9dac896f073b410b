package ai.bimpe.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.agents.CreateAgentRequest;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.ApiKey;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that search logs, exceptions and observations for the key, tickets and texts,
 * while calls and streams succeed and fail.
 */
class SecrecyTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String KEY = "sk_SECRETKEY";

	private static final String TEXT = "SECRETTEXT";

	private final Simulator simulator = Simulator.builder()
		.key(ApiKey.of(KEY))
		.answering(false)
		.heartbeatInterval(Duration.ofMillis(50))
		.start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	private final BimpeAI client = BimpeAI.builder()
		.apiKey(KEY)
		.baseUrl(this.simulator.baseUrl())
		.observationRegistry(this.observations)
		.retry(RetrySettings.DEFAULTS.withInitialDelay(Duration.ofMillis(1)).withMaxDelay(Duration.ofMillis(5)))
		.build();

	private Level level = Level.WARN;

	@BeforeEach
	void listen() {
		this.level = this.root.getLevel();
		this.log.list = new CopyOnWriteArrayList<>();
		this.log.start();
		this.root.addAppender(this.log);
		this.root.setLevel(Level.TRACE);
		this.root.getAppender("CONSOLE").stop();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.simulator.close();
		this.root.setLevel(this.level);
		this.root.detachAppender(this.log);
		this.root.getAppender("CONSOLE").start();
	}

	@Test
	void callsLeaveNothingBehind() {
		send();
		this.simulator.on("sendMessage").times(1).respond(500);
		send();
		this.simulator.on("sendMessage").times(1).respondRaw(400, "application/json", "{\"message\":\"" + TEXT + "\"}");
		fail(this::send);
		this.simulator.on("sendMessage").times(1).respondRaw(200, "text/html", "<html>" + TEXT + "</html>");
		fail(this::send);
		this.simulator.on("sendMessage").times(3).cutBody();
		fail(this::send);
		this.simulator.on("listAgents").times(1).respond(403);
		fail(() -> this.client.agents().list(ListQuery.create().search(TEXT)));
		fail(() -> this.client.agents()
			.create(CreateAgentRequest.builder().workflowId("no").name(TEXT).description(TEXT).build()));
		assertNothingIsLeaked();
		assertThat(this.failures).hasSize(5);
	}

	@Test
	void streamsLeaveNothingBehind() {
		this.simulator.on("streamMessages").times(1).respond(401);
		this.simulator.on("streamMessages").times(1).resetConnection();
		this.simulator.on("streamMessages").times(1).malformedBefore(1).dropAfterEvents(1);
		List<StreamEvent> events = new CopyOnWriteArrayList<>();
		Disposable listening = this.client.reactive()
			.conversations()
			.messages()
			.stream(this.conversation.agentId(), this.conversation.id(), StreamOptions.create())
			.events()
			.doOnNext((event) -> {
				if (event instanceof StreamEvent.Reconnecting reconnecting) {
					this.failures.add(reconnecting.cause());
				}
			})
			.subscribe(events::add);
		await().atMost(TIMEOUT).until(() -> events.stream().anyMatch(StreamEvent.Connected.class::isInstance));
		this.conversation.receives(TEXT + "1");
		this.conversation.receives(TEXT + "2");
		await().atMost(TIMEOUT).until(() -> events.stream().filter(StreamEvent.Message.class::isInstance).count() == 2);
		listening.dispose();
		this.simulator.awaitOpenStreams(0, TIMEOUT);
		assertThat(events.toString()).doesNotContain(TEXT);
		assertThat(this.failures).hasSizeGreaterThanOrEqualTo(3);
		assertNothingIsLeaked();
	}

	private void send() {
		this.client.conversations()
			.messages()
			.send(this.conversation.agentId(), this.conversation.id(), SendMessageRequest.of(TEXT));
	}

	private void fail(Runnable call) {
		try {
			call.run();
		}
		catch (RuntimeException ex) {
			this.failures.add(ex);
		}
	}

	private void assertNothingIsLeaked() {
		StringWriter sink = new StringWriter();
		PrintWriter printer = new PrintWriter(sink);
		// The other side of the wire runs in this process too.
		this.log.list.stream()
			.filter((event) -> !event.getThreadName().contains("simulator")
					&& !event.getLoggerName().startsWith("reactor.netty.http.server")
					&& !event.getLoggerName().startsWith("ai.bimpe.simulator"))
			.forEach((event) -> printer.println(
					event.getLoggerName() + " " + event.getFormattedMessage() + ((event.getThrowableProxy() != null)
							? ThrowableProxyUtil.asString(event.getThrowableProxy()) : "")));
		this.failures.forEach((failure) -> failure.printStackTrace(printer));
		io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat(this.observations)
			.hasHandledContextsThatSatisfy((contexts) -> contexts.forEach((context) -> {
				printer.println(context.getAllKeyValues() + " " + context.getContextualName());
				if (context.getError() != null) {
					context.getError().printStackTrace(printer);
				}
			}));
		assertThat(sink.toString()).contains("reactor.netty");
		List<String> tickets = this.simulator.requests("streamMessages")
			.stream()
			.map((request) -> String.valueOf(request.query("ticket")))
			.toList();
		assertThat(sink.toString().lines()).noneMatch((line) -> line.contains(KEY))
			.noneMatch((line) -> line.contains(TEXT))
			.noneMatch((line) -> tickets.stream().anyMatch(line::contains));
	}

}
