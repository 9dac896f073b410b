package ai.bimpe.spring.boot.autoconfigure;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.conversations.SendMessageRequest;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.Fault;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.ApiKey;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Searches everything that an application shows of itself for what it must not show: the
 * log at its finest level from the first line on, every endpoint of Actuator with all its
 * details, and the names of threads.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebSecrecyTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String KEY = "sk_0123456789_secret";

	private static final String TEXT = "SECRET-words-of-a-customer";

	private static final String HEADER = "a header worth hiding";

	/** Marks lines of the other side of the wire, which runs in this process too. */
	private static final Pattern SERVER = Pattern.compile("simulator|reactor\\.netty\\.http\\.server");

	private final List<String> shown = new ArrayList<>();

	/**
	 * What an application sets stays behind, and other tests read what is logged.
	 */
	@AfterEach
	void logAsUsual() {
		System.clearProperty(LoggingSystemProperty.CONSOLE_PATTERN.getEnvironmentVariableName());
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.cleanUp();
		logging.initialize(new LoggingInitializationContext(new MockEnvironment()), null, null);
	}

	@Test
	void applicationShowsNoSecret(CapturedOutput output) {
		try (Simulator simulator = Simulator.builder().key(ApiKey.of(KEY)).answering(false).start()) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			try (WebApplication application = start(simulator, conversation)) {
				use(application, simulator, conversation);
				readAllEndpoints(application);
				Thread.getAllStackTraces().keySet().forEach((thread) -> this.shown.add(thread.getName()));
			}
			output.getAll().lines().filter((line) -> !SERVER.matcher(line).find()).forEach(this.shown::add);
			List<String> tickets = simulator.requests("streamMessages")
				.stream()
				.flatMap((request) -> request.query().getOrDefault("ticket", List.of()).stream())
				.toList();
			assertThat(tickets).hasSizeGreaterThan(2);
			assertThat(this.shown).anyMatch((line) -> line.contains("CONDITIONS EVALUATION REPORT"))
				.anyMatch((line) -> line.contains("reactor.netty.http.client"))
				.anyMatch((line) -> line.contains("web.reactive.function.client.ExchangeFunctions"))
				.noneMatch((line) -> line.contains(KEY))
				.noneMatch((line) -> line.contains(TEXT))
				.noneMatch((line) -> line.contains(HEADER))
				.noneMatch((line) -> tickets.stream().anyMatch(line::contains));
		}
	}

	@Test
	void environmentShowsNoSecretHoweverItIsSpelt() {
		List<String> properties = List.of("bimpeai.api-key", "bimpeai.apiKey", "BIMPEAI_API_KEY",
				"bimpeai.accounts.one.api-key", "bimpeai.default-headers.X-Hidden", "BIMPEAI_DEFAULTHEADERS_XHIDDEN",
				"bimpeai.accounts.one.default-headers.X-Hidden", "bimpeai.accounts.one.proxy.password");
		Stream<String> others = Stream.of("bimpeai.accounts.one.proxy.username=me",
				"bimpeai.accounts.one.proxy.host=127.0.0.1", "bimpeai.accounts.one.proxy.port=1",
				"management.endpoints.web.exposure.include=env", "management.endpoint.env.show-values=always",
				"bimpeai.base-url=https://api.example.com");
		try (WebApplication application = WebApplication
			.start(Stream.concat(properties.stream().map((property) -> property + "=" + KEY), others)
				.toArray(String[]::new))) {
			assertThat(application.get("/actuator/env").body())
				.contains(properties.stream().map((property) -> '"' + property + '"').toList())
				.contains("api.example.com")
				.doesNotContain(KEY);
		}
	}

	@Test
	void environmentShowsNoSecretThatAnotherIsComposedOf() {
		try (WebApplication application = WebApplication.start("bimpeai.api-key=sk_main", "some.variable=" + KEY,
				"bimpeai.default-headers.X-Gateway=Bearer ${some.variable}", "other.variable=open",
				"management.endpoints.web.exposure.include=env", "management.endpoint.env.show-values=always")) {
			assertThat(application.get("/actuator/env").body()).contains("\"some.variable\"", "\"open\"")
				.doesNotContain(KEY);
		}
	}

	// Each secret is another, so that none is hidden because of another property.
	@Test
	void environmentShowsNoSecretWhereItComesFrom() {
		Map<String, String> variables = Map.of("bimpeai.api-key", "some.a", "bimpeai.proxy.password", "some.b",
				"bimpeai.default-headers.X-Hidden", "some.c", "bimpeai.accounts.one.api-key", "some.d",
				"bimpeai.accounts.one.proxy.password", "some.e", "bimpeai.accounts.one.default-headers.X-Hidden",
				"some.f");
		List<String> all = new ArrayList<>(List.of("other.variable=open", "bimpeai.default-headers.X-Short=op",
				"bimpeai.proxy.username=me", "bimpeai.proxy.host=127.0.0.1", "bimpeai.proxy.port=1",
				"bimpeai.accounts.one.proxy.username=me", "bimpeai.accounts.one.proxy.host=127.0.0.1",
				"bimpeai.accounts.one.proxy.port=1", "management.endpoints.web.exposure.include=env",
				"management.endpoint.env.show-values=always"));
		variables.forEach((property, variable) -> all.addAll(List.of(property + "=${" + variable + "}",
				variable + "=" + variable + "/" + KEY, variable + ".text=Bearer " + variable + "/" + KEY)));
		try (WebApplication application = WebApplication.start(all.toArray(String[]::new))) {
			assertThat(application.get("/actuator/env").body()).contains("\"open\"")
				.contains(variables.values().stream().map((variable) -> '"' + variable + '"').toList())
				.contains(variables.values().stream().map((variable) -> '"' + variable + ".text\"").toList())
				.doesNotContain(KEY);
		}
	}

	private static WebApplication start(Simulator simulator, SimulatedConversation conversation) {
		return WebApplication.start((context) -> {
			context.setApplicationStartup(new BufferingApplicationStartup(10_000));
			context.getBeanFactory().registerSingleton("listener", new Listener());
		}, Stream
			.concat(Stream.of("debug=true", "logging.level.root=trace", "logging.level.reactor.netty.http.client=trace",
					"logging.pattern.console=%thread %logger %msg%n%ex", "spring.http.codecs.log-request-details=true",
					"management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always",
					"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
					"management.health.bimpeai.probe.enabled=true", "management.tracing.sampling.probability=1.0"),
					Stream.of("bimpeai.api-key=" + KEY, "bimpeai.base-url=" + simulator.baseUrl(),
							"bimpeai.retry.initial-delay=1ms", "bimpeai.retry.max-delay=5ms",
							"bimpeai.default-headers.X-Hidden=" + HEADER,
							"bimpeai.streams.front-desk.agent-id=" + conversation.agentId(),
							"bimpeai.streams.front-desk.conversation-id=" + conversation.id(),
							"bimpeai.streams.front-desk.delivery.initial-delay=1ms",
							"bimpeai.streams.all.agent-id=" + conversation.agentId(),
							"bimpeai.streams.all.poll-interval=100ms", "bimpeai.streams.wrong.agent-id=agt_wrong"))
			.toArray(String[]::new));
	}

	private static void use(WebApplication application, Simulator simulator, SimulatedConversation conversation) {
		BimpeAI client = application.context().getBean(BimpeAI.class);
		BimpeAIStreams streams = application.context().getBean(BimpeAIStreams.class);
		client.agents().list(ListQuery.create().search(TEXT));
		client.conversations().messages().send(conversation.agentId(), conversation.id(), SendMessageRequest.of(TEXT));
		for (int status : new int[] { 400, 401, 429, 503 }) {
			Fault fault = simulator.on("sendMessage").times(3).respond(status);
			assertThatException().isThrownBy(() -> client.conversations()
				.messages()
				.send(conversation.agentId(), conversation.id(), SendMessageRequest.of(TEXT)));
			fault.remove();
		}
		await().atMost(SOON).until(() -> streams.find("front-desk").orElseThrow().state() == StreamState.LIVE);
		conversation.receives(TEXT);
		await().atMost(SOON)
			.until(() -> application.get("/actuator/bimpeai/front-desk").body().contains("Delivery of message"));
		simulator.on("streamMessages").times(2).respond(503);
		simulator.dropStreams();
		await().atMost(SOON).until(() -> streams.find("wrong").orElseThrow().failure() != null);
		simulator.awaitRequests("streamMessages", 3, SOON);
	}

	private void readAllEndpoints(WebApplication application) {
		List<String> names = new ArrayList<>();
		JsonMapper.shared().readTree(application.get("/actuator").body()).get("_links").forEachEntry((name, link) -> {
			if (!link.get("templated").booleanValue() && !name.equals("heapdump")) {
				names.add(name);
				String path = link.get("href").stringValue();
				this.shown.add(read(application, path.substring(path.indexOf("/actuator"))));
			}
		});
		for (String meter : List.of("bimpeai.client", "bimpeai.stream.connection", "bimpeai.stream.delivery",
				"http.client.requests")) {
			this.shown.add(read(application, "/actuator/metrics/" + meter));
		}
		assertThat(names).contains("beans", "bimpeai", "conditions", "configprops", "env", "health", "loggers",
				"metrics", "prometheus", "startup", "threaddump");
	}

	// Health is down, as it should be.
	private static String read(WebApplication application, String path) {
		HttpResponse<String> answer = application.get(path);
		assertThat(answer.statusCode()).as(path).isEqualTo(path.endsWith("/health") ? 503 : 200);
		assertThat(answer.body()).as(path).isNotEmpty();
		return answer.body();
	}

	/**
	 * Fails, and quotes what it was given.
	 */
	static final class Listener {

		private final AtomicInteger failures = new AtomicInteger();

		// Not for ever: a parked conversation has no stream.
		@EventListener
		void on(MessageReceivedEvent event) {
			if (TEXT.equals(event.message().message()) && this.failures.getAndIncrement() < 4) {
				throw new IllegalStateException("Cannot take: " + event.message().message());
			}
		}

	}

}
