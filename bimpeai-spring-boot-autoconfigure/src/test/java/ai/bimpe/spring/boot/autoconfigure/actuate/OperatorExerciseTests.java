package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.WebApplication;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An operator's exercise: what goes wrong is named by health or by a meter that a rule
 * uses, is shown by the endpoint, and has one line with the remedy in the log.
 */
@ExtendWith(OutputCaptureExtension.class)
class OperatorExerciseTests {

	private static final Duration SOON = Duration.ofSeconds(40);

	private static final String STREAM = "/actuator/bimpeai/pia";

	private final Simulator simulator = Simulator.builder().answering(false).withoutRateLimits().start();

	private final SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();

	private final SimulatedConversation other = this.simulator.newConversation(this.conversation.agentId());

	private final CheckpointStoreDecorator store = new CheckpointStoreDecorator(new InMemoryCheckpointStore());

	private final CountDownLatch goOn = new CountDownLatch(1);

	private volatile Consumer<MessageReceivedEvent> listener = (event) -> {
	};

	@AfterEach
	void stop() {
		this.goOn.countDown();
		this.simulator.close();
	}

	@Test
	void keyRevoked(CapturedOutput output) {
		try (WebApplication application = live()) {
			this.simulator.onAny().respond(401);
			this.simulator.dropStreams();
			await().atMost(SOON).until(() -> waiting(application, "api-key") > 0);
			assertRule("bimpeai_stream_waiting_seconds{problem=\"api-key\"}");
			assertThat(health(application).statusCode()).isEqualTo(503);
			assertThat(health(application).body()).contains("AuthenticationException");
			assertThat(stream(application).get("waitsFor").stringValue()).isEqualTo("API_KEY");
			assertOneLine(output, "Check 'bimpeai.api-key', and restart when it has changed");
		}
	}

	@Test
	void apiDown(CapturedOutput output) {
		try (WebApplication application = live()) {
			this.simulator.onAny().respond(503);
			this.simulator.dropStreams();
			await().atMost(SOON).until(() -> waiting(application, "api") > 0);
			assertRule("bimpeai_stream_waiting_seconds{problem=\"api\"}");
			assertThat(health(application).statusCode()).isEqualTo(503);
			assertThat(health(application).body()).contains("InternalServerException");
			assertThat(stream(application).get("waitsFor").stringValue()).isEqualTo("API");
			assertOneLine(output, "If that lasts, check the network, the proxy and the status of the API");
		}
	}

	@Test
	void apiSilent(CapturedOutput output) {
		try (WebApplication application = live("management.health.bimpeai.down-after=3s", "bimpeai.timeout=1s")) {
			this.simulator.onAny().hang();
			await().atMost(SOON).until(() -> health(application).statusCode() == 503);
			await().atMost(SOON).until(() -> waiting(application, "api") > 0);
			assertThat(health(application).body()).contains("ApiTimeoutException");
			assertThat(stream(application).get("waitsFor").stringValue()).isEqualTo("API");
			assertOneLine(output, "If that lasts, check the network, the proxy and the status of the API");
		}
	}

	@Test
	void onePoisonedMessage(CapturedOutput output) {
		this.listener = (event) -> {
			if ("poison".equals(event.message().message())) {
				throw new IllegalStateException("Cannot be read");
			}
		};
		try (WebApplication application = live("bimpeai.streams.pia.delivery.initial-delay=1h",
				"bimpeai.streams.pia.delivery.max-delay=1h")) {
			this.conversation.receives("poison");
			await().atMost(SOON).until(() -> gauge(application, "bimpeai.stream.parked.age").value() > 0);
			assertRule("bimpeai_stream_parked_age_seconds");
			assertThat(gauge(application, "bimpeai.stream.undelivered.age").value()).isPositive();
			JsonNode parked = conversations(application).get(0);
			assertThat(parked.get("problem").stringValue()).isEqualTo("PARKED");
			assertThat(parked.get("conversationId").stringValue()).isEqualTo(this.conversation.id());
			assertThat(health(application).statusCode()).isEqualTo(200);
			assertOneLine(output, "Repair the cause, or skip the message with the Actuator endpoint 'bimpeai'");
		}
	}

	@Test
	void storeDown(CapturedOutput output) {
		try (WebApplication application = live("management.health.bimpeai.down-after=1s")) {
			this.store.down = true;
			this.conversation.receives("one");
			await().atMost(SOON).until(() -> waiting(application, "checkpoint-store") > 0);
			assertRule("bimpeai_stream_waiting_seconds{problem=~\"checkpoint-store|cluster\"}");
			await().atMost(SOON).until(() -> health(application).statusCode() == 503);
			assertThat(health(application).body()).contains("The checkpoint store cannot be used");
			assertThat(stream(application).get("waitsFor").stringValue()).isEqualTo("CHECKPOINT_STORE");
			assertOneLine(output, "Check the database or the server that keeps the checkpoints");
		}
	}

	@Test
	void listenerBehind(CapturedOutput output) {
		this.listener = (event) -> {
			if (!"one".equals(event.message().message())) {
				return;
			}
			try {
				this.goOn.await(SOON.toSeconds(), TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		};
		try (WebApplication application = live("bimpeai.streams.pia.lag-threshold=100ms")) {
			this.conversation.receives("one");
			await().atMost(SOON).until(() -> gauge(application, "bimpeai.stream.lag").value() > 0.1);
			assertRule("bimpeai_stream_lag_seconds");
			assertThat(gauge(application, "bimpeai.stream.deliveries").value()).isOne();
			assertThat(gauge(application, "bimpeai.stream.buffered.size").value()).isPositive();
			assertThat(Duration.parse(stream(application).get("lag").stringValue())).isPositive();
			await().atMost(SOON)
				.untilAsserted(
						() -> assertOneLine(output, "Look for listeners that block, or let more conversations be "
								+ "delivered at a time ('bimpeai.streams.pia.concurrency')"));
			this.goOn.countDown();
		}
	}

	@Test
	void oneConversationStuck(CapturedOutput output) {
		this.simulator.on("streamMessages").whenPathContains(this.conversation.id()).respond(400);
		try (WebApplication application = live()) {
			this.conversation.receives("one");
			await().atMost(SOON)
				.until(() -> gauge(application, "bimpeai.stream.conversations.unreachable").value() == 1);
			assertRule("bimpeai_stream_conversations_unreachable");
			await().atMost(SOON).until(() -> gauge(application, "bimpeai.stream.conversations.live").value() == 1);
			JsonNode unreachable = conversations(application).get(0);
			assertThat(unreachable.get("problem").stringValue()).isEqualTo("UNREACHABLE");
			assertThat(unreachable.get("conversationId").stringValue()).isEqualTo(this.conversation.id());
			assertThat(unreachable.get("reason").stringValue()).contains("400");
			assertThat(stream(application).get("state").stringValue()).isEqualTo("LIVE");
			assertThat(health(application).statusCode()).isEqualTo(200);
			assertOneLine(output, "Conversation '" + this.conversation.id() + "' of agent '"
					+ this.conversation.agentId() + "' cannot be followed");
		}
	}

	@Test
	void conversationThatWorksAgainIsUnreachableNoMore() {
		this.simulator.on("streamMessages").whenPathContains(this.conversation.id()).times(1).respond(503);
		try (WebApplication application = live("bimpeai.retry.initial-delay=5s", "bimpeai.retry.max-delay=5s")) {
			this.conversation.receives("one");
			await().atMost(SOON)
				.pollInterval(Duration.ofMillis(5))
				.until(() -> gauge(application, "bimpeai.stream.conversations.unreachable").value() == 1);
			await().atMost(SOON)
				.until(() -> gauge(application, "bimpeai.stream.conversations.unreachable").value() == 0);
			assertThat(conversations(application)).isEmpty();
		}
	}

	private WebApplication live(String... properties) {
		String[] all = Stream.concat(
				Stream.of("bimpeai.api-key=" + this.simulator.apiKey(), "bimpeai.base-url=" + this.simulator.baseUrl(),
						"bimpeai.max-retries=0", "bimpeai.streams.pia.agent-id=" + this.conversation.agentId(),
						"bimpeai.streams.pia.poll-interval=100ms", "bimpeai.streams.pia.requests-per-minute=6000",
						"management.endpoints.web.exposure.include=health,bimpeai",
						"management.endpoint.health.show-details=always", "management.metrics.enable.jvm=false"),
				Stream.of(properties))
			.toArray(String[]::new);
		WebApplication application = WebApplication
			.start((context) -> context.getBeanFactory().registerSingleton("store", this.store), all);
		application.context().addApplicationListener((ApplicationListener<PayloadApplicationEvent<?>>) (event) -> {
			if (event.getPayload() instanceof MessageReceivedEvent message) {
				this.listener.accept(message);
			}
		});
		await().atMost(SOON)
			.until(() -> application.context().getBean(BimpeAIStreams.class).all().get(0).state() == StreamState.LIVE);
		this.other.receives("hello");
		this.simulator.awaitOpenStreams(1, SOON);
		return application;
	}

	private static HttpResponse<String> health(WebApplication application) {
		return application.get("/actuator/health/bimpeai");
	}

	private static JsonNode stream(WebApplication application) {
		return JsonMapper.shared().readTree(application.get(STREAM).body());
	}

	private static JsonNode conversations(WebApplication application) {
		return JsonMapper.shared().readTree(application.get(STREAM + "/conversations").body()).get("conversations");
	}

	private static double waiting(WebApplication application, String problem) {
		return application.context()
			.getBean(MeterRegistry.class)
			.get("bimpeai.stream.waiting")
			.tag("problem", problem)
			.gauge()
			.value();
	}

	private static Gauge gauge(WebApplication application, String name) {
		return Objects.requireNonNull(application.context().getBean(MeterRegistry.class).get(name).gauge());
	}

	private static void assertRule(String selector) {
		try {
			assertThat(Files.readString(Path.of("../docs/alerts/bimpeai-alerts.yaml"))).contains("(" + selector + ")");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertOneLine(CapturedOutput output, String remedy) {
		assertThat(output.getAll().lines().filter((line) -> line.contains(remedy))).hasSize(1);
	}

}
