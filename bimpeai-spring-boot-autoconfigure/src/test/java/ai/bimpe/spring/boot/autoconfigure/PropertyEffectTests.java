package ai.bimpe.spring.boot.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.RecordedRequest;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.ManagedStreamListener;
import io.netty.channel.ChannelOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.reactive.function.client.ClientRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link BimpeAIProperties}: each property changes what the server or the
 * application sees.
 */
class PropertyEffectTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private Simulator simulator;

	private SimulatedConversation conversation;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.simulator = Simulator.builder().answering(false).start();
		this.conversation = this.simulator.newAgent("Pia").newConversation();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
							WebClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
							HttpClientAutoConfiguration.class, SslAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_one", "bimpeai.base-url=" + this.simulator.baseUrl(),
					"bimpeai.retry.initial-delay=1ms", "bimpeai.retry.max-delay=2ms");
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void nothingIsSentBeforeTheClientIsUsed() {
		this.runner.run((context) -> assertThat(this.simulator.requests()).isEmpty());
	}

	@Test
	@EffectOf({ "bimpeai.api-key", "bimpeai.base-url" })
	void apiKeyAndBaseUrl() {
		this.runner.run((context) -> {
			list(context.getBean(BimpeAI.class));
			assertThat(only("listAgents").header("Authorization")).isEqualTo("Bearer sk_one");
		});
	}

	@Test
	@EffectOf("bimpeai.allow-insecure-base-url")
	void allowInsecureBaseUrl() {
		this.runner
			.withPropertyValues("bimpeai.base-url=http://api.example.com", "bimpeai.allow-insecure-base-url=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	@EffectOf("bimpeai.timeout")
	void timeout() {
		this.simulator.on("listAgents").hang();
		this.runner.withPropertyValues("bimpeai.timeout=200ms", "bimpeai.max-retries=0")
			.run((context) -> assertThatExceptionOfType(ApiTimeoutException.class)
				.isThrownBy(() -> list(context.getBean(BimpeAI.class))));
	}

	@Test
	void connectTimeout() {
		this.runner.withPropertyValues("bimpeai.connect-timeout=3s", "spring.http.clients.connect-timeout=7s")
			.run((context) -> {
				BimpeAIConnectors connectors = context.getBean(BimpeAIConnectors.class);
				assertThat(connectMillis(connectors.calls())).isEqualTo(3000);
				assertThat(connectMillis(connectors.streams())).isEqualTo(3000);
			});
	}

	@Test
	void connectTimeoutOfTheApplication() {
		this.runner.withPropertyValues("spring.http.clients.connect-timeout=7s")
			.run((context) -> assertThat(connectMillis(context.getBean(BimpeAIConnectors.class).calls()))
				.isEqualTo(7000));
	}

	@Test
	void connectTimeoutOfTheClient() {
		this.runner.run((context) -> assertThat(connectMillis(context.getBean(BimpeAIConnectors.class).calls()))
			.isEqualTo(10_000));
	}

	@Test
	@EffectOf("bimpeai.max-retries")
	void maxRetries() {
		this.simulator.on("listAgents").respond(503);
		this.runner.withPropertyValues("bimpeai.max-retries=4").run((context) -> {
			assertThatExceptionOfType(InternalServerException.class)
				.isThrownBy(() -> list(context.getBean(BimpeAI.class)));
			assertThat(this.simulator.count("listAgents")).isEqualTo(5);
		});
	}

	@Test
	void retryDelays() {
		this.runner
			.withPropertyValues("bimpeai.retry.initial-delay=3s", "bimpeai.retry.max-delay=4s",
					"bimpeai.retry.multiplier=1.5", "bimpeai.retry.max-retry-after=5s")
			.run((context) -> assertThat(context.getBean(BimpeAIProperties.class).retry().settings()).isEqualTo(
					new RetrySettings(Duration.ofSeconds(3), Duration.ofSeconds(4), 1.5, Duration.ofSeconds(5))));
	}

	// With the default the second attempt would follow within half a second.
	@Test
	@EffectOf("bimpeai.retry.initial-delay")
	void firstWaitIsAsLongAsSet() {
		this.simulator.on("listAgents").respond(503);
		this.runner.withPropertyValues("bimpeai.retry.initial-delay=1000d", "bimpeai.retry.max-delay=1000d")
			.run((context) -> {
				Disposable call = context.getBean(ReactiveBimpeAI.class)
					.agents()
					.list(ListQuery.create())
					.subscribe((agent) -> {
					}, (failure) -> {
					});
				await().atMost(SOON).until(() -> this.simulator.count("listAgents") == 1);
				await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> this.simulator.count("listAgents") == 1);
				call.dispose();
			});
	}

	// With the default the last wait could be days long.
	@Test
	@EffectOf("bimpeai.retry.multiplier")
	void waitsBetweenAttemptsGrowAsSet() {
		this.simulator.on("listAgents").times(30).respond(503);
		this.runner
			.withPropertyValues("bimpeai.max-retries=30", "bimpeai.retry.max-delay=100d", "bimpeai.retry.multiplier=1")
			.run((context) -> {
				list(context.getBean(BimpeAI.class));
				assertThat(this.simulator.count("listAgents")).isEqualTo(31);
			});
	}

	@Test
	@EffectOf("bimpeai.retry.max-delay")
	void shortRetryDelaysMakeManyRetriesQuick() {
		this.simulator.on("listAgents").times(50).respond(503);
		this.runner.withPropertyValues("bimpeai.max-retries=50").run((context) -> {
			long start = System.nanoTime();
			list(context.getBean(BimpeAI.class));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
		});
	}

	@Test
	@EffectOf("bimpeai.retry.max-retry-after")
	void maxRetryAfter() {
		this.simulator.on("listAgents").retryAfter(Duration.ofSeconds(1)).respond(429);
		this.runner.withPropertyValues("bimpeai.retry.max-retry-after=0s").run((context) -> {
			assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> list(context.getBean(BimpeAI.class)));
			assertThat(this.simulator.count("listAgents")).isOne();
		});
	}

	@Test
	@EffectOf("bimpeai.rate-limit.pace")
	void rateLimitPace() {
		// Its limit is renewed in an hour.
		Clock ahead = Clock.fixed(Instant.now().plus(Duration.ofHours(1)), ZoneOffset.UTC);
		try (Simulator limited = Simulator.builder()
			.clock(ahead)
			.settings((settings) -> settings.rateLimit(1))
			.start()) {
			this.runner
				.withPropertyValues("bimpeai.rate-limit.pace=true", "bimpeai.max-retries=0",
						"bimpeai.retry.max-retry-after=1ms", "bimpeai.base-url=" + limited.baseUrl())
				.run((context) -> {
					BimpeAI client = context.getBean(BimpeAI.class);
					list(client);
					assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> list(client))
						.withMessageContaining("was not sent");
					assertThat(limited.count("listAgents")).isOne();
				});
		}
	}

	@Test
	@EffectOf("bimpeai.default-headers")
	void defaultHeadersGoToCallsButNotToStreams() {
		withStream("bimpeai.default-headers.X-Team=blue").run((context) -> {
			this.simulator.awaitOpenStreams(1, SOON);
			assertThat(only("issueStreamTicket").header("X-Team")).isEqualTo("blue");
			assertThat(only("streamMessages").header("X-Team")).isNull();
			assertThat(only("streamMessages").header("Authorization")).isNull();
		});
	}

	@Test
	@EffectOf("bimpeai.max-response-size")
	void maxResponseSize() {
		this.runner.withPropertyValues("bimpeai.max-response-size=50B")
			.run((context) -> assertThatException().isThrownBy(() -> list(context.getBean(BimpeAI.class)))
				.withMessageContaining("max-response-size"));
	}

	@Test
	@EffectOf("bimpeai.max-event-size")
	void maxEventSize() {
		List<StreamEvent> events = new CopyOnWriteArrayList<>();
		withStream("bimpeai.max-event-size=500B")
			.withBean(ManagedStreamListener.class, () -> (stream, event) -> events.add(event))
			.run((context) -> {
				this.simulator.awaitOpenStreams(1, SOON);
				this.conversation.receives("x".repeat(1000));
				await().atMost(SOON)
					.untilAsserted(() -> assertThat(events).hasAtLeastOneElementOfType(StreamEvent.Skipped.class));
			});
	}

	@Test
	void webClientCustomizersApplyToCallsButNotToStreams() {
		withStream("unused=1")
			.withBean(WebClientCustomizer.class,
					() -> (builder) -> builder.filter((request, next) -> next
						.exchange(ClientRequest.from(request).header("X-Customized", "yes").build())))
			.run((context) -> {
				this.simulator.awaitOpenStreams(1, SOON);
				assertThat(only("issueStreamTicket").header("X-Customized")).isEqualTo("yes");
				assertThat(only("streamMessages").header("X-Customized")).isNull();
			});
	}

	@Test
	void jsonCustomizersApply() {
		List<String> calls = new CopyOnWriteArrayList<>();
		this.runner.withBean(BimpeAIJsonCustomizer.class, () -> (builder) -> calls.add("json")).run((context) -> {
			list(context.getBean(BimpeAI.class));
			assertThat(calls).containsExactly("json");
		});
	}

	@Test
	void clientCustomizersHaveTheLastWord() {
		this.runner.withPropertyValues("bimpeai.api-key=sk_property")
			.withBean(BimpeAIClientCustomizer.class, () -> (builder) -> builder.apiKey("sk_customized"))
			.run((context) -> {
				list(context.getBean(BimpeAI.class));
				assertThat(only("listAgents").header("Authorization")).isEqualTo("Bearer sk_customized");
			});
	}

	@Test
	void readTimeoutOfTheApplicationDoesNotEndQuietStream() {
		withStream("spring.http.clients.read-timeout=300ms").run((context) -> {
			this.simulator.awaitOpenStreams(1, SOON);
			await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> this.simulator.count("streamMessages") == 1);
			assertThat(config(context.getBean(BimpeAIConnectors.class).calls()).responseTimeout())
				.isEqualTo(Duration.ofMillis(300));
		});
	}

	@Test
	void redirectsAreNeverFollowed() {
		try (Simulator other = Simulator.start()) {
			this.simulator.on("listAgents").header("Location", other.baseUrl() + "/api/v1/console/agents").respond(307);
			this.runner.withPropertyValues("spring.http.clients.redirects=follow").run((context) -> {
				assertThatException().isThrownBy(() -> list(context.getBean(BimpeAI.class)));
				assertThat(other.requests()).isEmpty();
			});
		}
	}

	private ApplicationContextRunner withStream(String property) {
		return this.runner.withPropertyValues(property,
				"bimpeai.streams.front-desk.agent-id=" + this.conversation.agentId(),
				"bimpeai.streams.front-desk.conversation-id=" + this.conversation.id());
	}

	private RecordedRequest only(String operation) {
		List<RecordedRequest> requests = this.simulator.requests(operation);
		assertThat(requests).hasSize(1);
		return requests.get(0);
	}

	private static void list(BimpeAI client) {
		client.agents().list(ListQuery.create());
	}

	private static int connectMillis(ClientHttpConnector connector) {
		Object millis = config(connector).options().get(ChannelOption.CONNECT_TIMEOUT_MILLIS);
		return (Integer) Objects.requireNonNull(millis);
	}

	private static HttpClientConfig config(ClientHttpConnector connector) {
		Object current = Objects.requireNonNull(ReflectionTestUtils.invokeMethod(connector, "current"));
		Object client = Objects.requireNonNull(ReflectionTestUtils.getField(current, "httpClient"));
		return ((HttpClient) client).configuration();
	}

}
