package ai.bimpe.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ApiKeyProvider;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.ApiKeyUnavailableException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.simulator.core.ApiKey;
import ai.bimpe.simulator.core.RecordedRequest;
import ai.bimpe.spring.boot.autoconfigure.health.BimpeAIHealthContributorAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.metrics.BimpeAIMetricsAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for an {@link ApiKeyProvider} of the application, as the server sees its keys.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApiKeyProviderBeanTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final String OLD = "sk_old_never_shown";

	private static final String NEW = "sk_new_never_shown";

	private final Simulator simulator = Simulator.builder().key(ApiKey.of(NEW)).answering(false).start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class, BimpeAIStreamsAutoConfiguration.class,
				BimpeAIMetricsAutoConfiguration.class, BimpeAIHealthContributorAutoConfiguration.class))
		.withPropertyValues("bimpeai.base-url=" + this.simulator.baseUrl(), "bimpeai.max-retries=0");

	@AfterEach
	void stop(CapturedOutput output) {
		this.simulator.close();
		assertThat(output).doesNotContain("never_shown");
	}

	@Test
	void takesThePlaceOfTheKeyAndOfTheSimulator() {
		withProvider(() -> Mono.just(NEW)).run((context) -> {
			assertThat(context).doesNotHaveBean(Simulator.class);
			list(context.getBean(BimpeAI.class));
			assertThat(authorizations("listAgents")).containsExactly("Bearer " + NEW);
		});
	}

	@Test
	void winsOverTheProperty() {
		withProvider(() -> Mono.just(NEW)).withPropertyValues("bimpeai.api-key=" + OLD).run((context) -> {
			list(context.getBean(BimpeAI.class));
			assertThat(authorizations("listAgents")).containsExactly("Bearer " + NEW);
		});
	}

	@Test
	void isNotAskedBeforeTheFirstCall() {
		AtomicInteger asked = new AtomicInteger();
		withProvider(() -> {
			asked.incrementAndGet();
			return Mono.just(NEW);
		}).run((context) -> {
			assertThat(context.getBean(BimpeAI.class)).isNotNull();
			assertThat(asked).hasValue(0);
		});
	}

	@Test
	void connectionDetailsWinOverIt() {
		withProvider(() -> Mono.just(OLD))
			.withBean(BimpeAIConnectionDetails.class, () -> new BimpeAIConnectionDetails() {
				@Override
				public String apiKey() {
					return NEW;
				}

				@Override
				public String baseUrl() {
					return ApiKeyProviderBeanTests.this.simulator.baseUrl();
				}
			})
			.run((context) -> {
				list(context.getBean(BimpeAI.class));
				assertThat(authorizations("listAgents")).containsExactly("Bearer " + NEW);
			});
	}

	@Test
	void streamsGetTheirTicketsWithIt() {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		rotating()
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + conversation.agentId(),
					"bimpeai.streams.front-desk.conversation-id=" + conversation.id(),
					"bimpeai.streams.front-desk.after=2026-01-31T12:00:00Z")
			.run((context) -> {
				this.simulator.awaitOpenStreams(1, SOON);
				assertThat(authorizations("issueStreamTicket")).containsExactly("Bearer " + OLD, "Bearer " + NEW);
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void streamsWaitForAnotherKeyWhenOneIsRefused(boolean wholeAgent, CapturedOutput output) {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		String scope = wholeAgent ? "max-live=1" : "conversation-id=" + conversation.id();
		withProvider(() -> Mono.just(OLD))
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + conversation.agentId(),
					"bimpeai.streams.front-desk." + scope)
			.run((context) -> {
				ManagedStream stream = context.getBean(BimpeAIStreams.class).all().iterator().next();
				waits(stream);
				await().atMost(SOON)
					.untilAsserted(
							() -> assertThat(output).contains("Stream 'front-desk' is not accepted by the server")
								.contains(". Check what the ApiKeyProvider returns"));
			});
	}

	// As a file is while it is written anew.
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void streamsWaitForAnotherKeyWhenOneIsBlank(boolean wholeAgent) {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		String scope = wholeAgent ? "max-live=1" : "conversation-id=" + conversation.id();
		AtomicInteger loads = new AtomicInteger();
		withProvider(ApiKeyProvider.caching(() -> (loads.getAndIncrement() == 0) ? OLD : " "))
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + conversation.agentId(),
					"bimpeai.streams.front-desk." + scope)
			.run((context) -> {
				ManagedStream stream = context.getBean(BimpeAIStreams.class).all().iterator().next();
				await().atMost(SOON).until(() -> stream.failure() != null);
				assertThat(stream.failure()).isInstanceOf(ApiKeyUnavailableException.class);
				assertThat(stream.state()).isEqualTo(StreamState.WAITING);
			});
	}

	@Test
	void streamsWaitAsWellWhenCustomizerBringsTheProvider() {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		this.runner
			.withBean(BimpeAIClientCustomizer.class, () -> (builder) -> builder.apiKeyProvider(() -> Mono.just(OLD)))
			.withPropertyValues("bimpeai.api-key=" + OLD, "bimpeai.accounts.acme.api-key=" + OLD,
					"bimpeai.streams.front-desk.agent-id=" + conversation.agentId(),
					"bimpeai.accounts.acme.streams.front-desk.agent-id=" + conversation.agentId())
			.run((context) -> assertThat(context.getBean(BimpeAIStreams.class).all()).hasSize(2)
				.allSatisfy(ApiKeyProviderBeanTests::waits));
	}

	@Test
	void streamsWaitAsWellWhenTheClientOfTheApplicationHasProvider() {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		this.runner
			.withBean(ReactiveBimpeAI.class,
					() -> ReactiveBimpeAI.builder()
						.baseUrl(this.simulator.baseUrl())
						.apiKeyProvider(() -> Mono.just(OLD))
						.build())
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + conversation.agentId())
			.run((context) -> assertThat(context.getBean(BimpeAIStreams.class).all()).hasSize(1)
				.allSatisfy(ApiKeyProviderBeanTests::waits));
	}

	@Test
	void streamsWaitWhenCustomizerReplacesTheProviderByKeyThatIsRefused() {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		withProvider(() -> Mono.just(NEW))
			.withBean(BimpeAIClientCustomizer.class, () -> (builder) -> builder.apiKey(OLD))
			.withPropertyValues("bimpeai.streams.front-desk.agent-id=" + conversation.agentId())
			.run((context) -> assertThat(context.getBean(BimpeAIStreams.class).all()).hasSize(1)
				.allSatisfy(ApiKeyProviderBeanTests::waits));
	}

	@Test
	void aRefreshIsCountedAsRetry() {
		MeterRegistry registry = new SimpleMeterRegistry();
		rotating().withBean(MeterRegistry.class, () -> registry).run((context) -> {
			list(context.getBean(BimpeAI.class));
			assertThat(registry.get("bimpeai.client.retries").tag("reason", "key-refused").counter().count()).isOne();
		});
	}

	@Test
	void healthIsDownAndTheLogNamesTheRemedyWhenItFails(CapturedOutput output) {
		withProvider(() -> Mono.error(new IllegalStateException(NEW))).run((context) -> {
			assertThatExceptionOfType(ApiKeyUnavailableException.class)
				.isThrownBy(() -> list(context.getBean(BimpeAI.class)));
			assertThat(context.getBean(ReactiveHealthIndicator.class).health().block(SOON))
				.satisfies((health) -> assertThat(health.getStatus()).isEqualTo(Status.DOWN))
				.satisfies((health) -> assertThat(health.toString()).contains("ApiKeyUnavailableException")
					.doesNotContain("never_shown"));
			assertThat(output).contains("The Console API cannot be used: listAgents (request id ")
				.contains("Check the ApiKeyProvider and where it gets the key from");
		});
	}

	private static void waits(ManagedStream stream) {
		await().atMost(SOON).until(() -> stream.failure() != null);
		assertThat(stream.failure()).isInstanceOf(AuthenticationException.class);
		assertThat(stream.state()).isEqualTo(StreamState.WAITING);
	}

	private ApplicationContextRunner withProvider(ApiKeyProvider provider) {
		return this.runner.withBean(ApiKeyProvider.class, () -> provider);
	}

	private ApplicationContextRunner rotating() {
		AtomicInteger loads = new AtomicInteger();
		return withProvider(ApiKeyProvider.caching(() -> (loads.getAndIncrement() == 0) ? OLD : NEW));
	}

	private static void list(BimpeAI client) {
		client.agents().list(ListQuery.create()).forEach((agent) -> {
		});
	}

	private List<String> authorizations(String operation) {
		return this.simulator.requests(operation)
			.stream()
			.map((RecordedRequest request) -> request.header("Authorization"))
			.toList();
	}

}
