package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.CallResult;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.ApiTimeoutException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link BimpeAIHealthContributorAutoConfiguration} and
 * {@link BimpeAIHealthIndicator}.
 */
class BimpeAIHealthContributorAutoConfigurationTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final String SECRET = "sk_never_shown";

	private Simulator simulator;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.simulator = Simulator.start();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class,
					BimpeAIStreamsAutoConfiguration.class, BimpeAIHealthContributorAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=" + SECRET, "bimpeai.base-url=" + this.simulator.baseUrl(),
					"bimpeai.max-retries=0", "bimpeai.retry.initial-delay=1ms", "bimpeai.retry.max-delay=5ms");
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void isUnknownBeforeTheFirstCallAndMakesNone() {
		this.runner.run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(this.simulator.requests()).isEmpty();
		});
	}

	@Test
	void showsTheLastCall() {
		this.runner.run((context) -> {
			list(context);
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(detail(health, "lastSuccess")).containsEntry("operation", "listAgents")
				.containsEntry("status", 200)
				.containsKeys("at", "requestId")
				.doesNotContainKey("error");
			assertThat(health.getDetails()).doesNotContainKeys("lastFailure", "streams");
		});
	}

	@Test
	void isDownWhenTheKeyWasRefused() {
		this.simulator.on("listAgents").respond(401);
		this.runner.run((context) -> {
			assertThatException().isThrownBy(() -> list(context));
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(detail(health, "lastFailure")).containsEntry("status", 401)
				.containsEntry("error", "AuthenticationException");
			assertThat(health.toString()).doesNotContain(SECRET);
		});
	}

	@Test
	void isDownWithoutConnection() {
		this.runner.run((context) -> {
			this.simulator.close();
			assertThatException().isThrownBy(() -> list(context));
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void staysUpWhenCallWasWrong() {
		this.runner.run((context) -> {
			assertThatException().isThrownBy(() -> context.getBean(BimpeAI.class).agents().retrieve("agt_wrong"));
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void recoversWithTheNextCall() {
		this.simulator.on("listAgents").times(1).respond(503);
		this.runner.run((context) -> {
			assertThatException().isThrownBy(() -> list(context));
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			list(context);
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsKeys("lastSuccess", "lastFailure");
		});
	}

	@Test
	void forgivesFailureAfterTwoMinutesWithoutCalls() {
		Instant then = Instant.parse("2026-01-01T00:00:00Z");
		LastCalls lastCalls = new LastCalls(Clock.fixed(then, ZoneOffset.UTC));
		lastCalls.onCall(new CallResult("listAgents", "id", 1, Duration.ZERO, null, null,
				new ApiTimeoutException("listAgents timed out", null, true), "default"));
		assertThat(indicator(lastCalls, then.plusSeconds(119)).health().block()).extracting(Health::getStatus)
			.isEqualTo(Status.DOWN);
		assertThat(indicator(lastCalls, then.plusSeconds(121)).health().block()).extracting(Health::getStatus)
			.isEqualTo(Status.UP);
	}

	// The stream asks again a minute after the failure, and until the answer nothing has
	// become better.
	@Test
	void isDownUntilTheStreamThatWaitsForAnotherKeyHasAskedAgain() {
		Instant then = Instant.parse("2026-01-01T00:00:00Z");
		LastCalls lastCalls = new LastCalls(Clock.fixed(then, ZoneOffset.UTC));
		AuthenticationException refusal = new AuthenticationException("401", new ErrorResponse(401, null, "req_1", null,
				List.of(), null, new RateLimit(null, null, null), HttpHeaders.EMPTY, null), true, false);
		lastCalls.onCall(new CallResult("listConversations", "id", 1, Duration.ZERO, 401, null, refusal, "default"));
		ManagedStream stream = mock();
		given(stream.spec()).willReturn(StreamSpec.ofAgent("front-desk", "agt_1"));
		given(stream.state()).willReturn(StreamState.WAITING);
		given(stream.failure()).willReturn(refusal);
		Clock clock = Clock.fixed(then.plusMillis(60_100), ZoneOffset.UTC);
		assertThat(new BimpeAIHealthIndicator(lastCalls, () -> List.of(stream), null, clock).health().block())
			.extracting(Health::getStatus)
			.isEqualTo(Status.DOWN);
	}

	@Test
	void showsStreamsAndIsDownWhenOneIsRefused() {
		String agentId = this.simulator.newAgent("Pia").newConversation().agentId();
		String conversationId = this.simulator.newConversation(agentId).id();
		this.runner
			.withPropertyValues("bimpeai.streams.good.agent-id=" + agentId,
					"bimpeai.streams.good.conversation-id=" + conversationId, "bimpeai.streams.bad.agent-id=agt_wrong")
			.run((context) -> {
				await().atMost(SOON)
					.untilAsserted(
							() -> assertThat(health(context).getDetails().get("streams")).isEqualTo(Map.of("good",
									Map.of("state", "LIVE", "account", "default", "ownedShards", Set.of(0),
											"parkedConversations", 0),
									"bad", Map.of("state", "WAITING", "account", "default", "ownedShards", Set.of(0),
											"parkedConversations", 0, "error", "NotFoundException"))));
				assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			});
	}

	@Test
	void streamThatIsLiveAgainShowsNoError() {
		this.simulator.on("issueStreamTicket").times(1).respond(503);
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		this.runner
			.withPropertyValues("bimpeai.streams.desk.agent-id=" + conversation.agentId(),
					"bimpeai.streams.desk.conversation-id=" + conversation.id())
			.run((context) -> {
				this.simulator.awaitOpenStreams(1, SOON);
				await().atMost(SOON)
					.untilAsserted(
							() -> assertThat(detail(health(context), "streams").get("desk")).isEqualTo(Map.of("state",
									"LIVE", "account", "default", "ownedShards", Set.of(0), "parkedConversations", 0)));
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			});
	}

	@Test
	void streamThatIsLiveIsEnoughToBeUp() {
		assertThat(statusWith(StreamState.LIVE)).isEqualTo(Status.UP);
		assertThat(statusWith(StreamState.WAITING)).isEqualTo(Status.UNKNOWN);
		assertThat(statusWith(StreamState.FAILED)).isEqualTo(Status.DOWN);
	}

	@Test
	void refusedAgentIsDownAndRefusedConversationIsNot() {
		NotFoundException refusal = mock(NotFoundException.class);
		ManagedStream conversation = stream(StreamState.WAITING);
		given(conversation.failure()).willReturn(refusal);
		assertThat(Objects.requireNonNull(indicator(conversation).health().block()).getStatus())
			.isEqualTo(Status.UNKNOWN);
		ManagedStream agent = stream(StreamState.WAITING);
		given(agent.spec()).willReturn(StreamSpec.ofAgent("all", "agt_1"));
		given(agent.failure()).willReturn(refusal);
		assertThat(Objects.requireNonNull(indicator(agent).health().block()).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void failureOfStreamIsShownWithoutItsMessage() {
		ManagedStream stream = stream(StreamState.FAILED);
		given(stream.failure()).willReturn(new IllegalStateException(SECRET));
		Health health = Objects.requireNonNull(indicator(stream).health().block());
		assertThat(health.toString()).contains("IllegalStateException").doesNotContain(SECRET);
	}

	@Test
	@EffectOf("management.health.bimpeai.enabled")
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("management.health.bimpeai.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(BimpeAIHealthIndicator.class)
				.doesNotHaveBean(LastCalls.class));
	}

	@Test
	void backsOffForContributorOfTheApplication() {
		this.runner.withBean("bimpeaiHealthContributor", ReactiveHealthIndicator.class, () -> Mono::empty)
			.run((context) -> assertThat(context).doesNotHaveBean(BimpeAIHealthIndicator.class));
	}

	@Test
	void isNotNeededOnTheClassPath() {
		this.runner.withClassLoader(new FilteredClassLoader(ReactiveHealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(BimpeAI.class)
				.doesNotHaveBean("bimpeaiHealthContributor"));
	}

	@Test
	void isFoundByTheApplication() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("bimpeai.api-key=" + SECRET)
			.run((context) -> assertThat(context).hasNotFailed().hasBean("bimpeaiHealthContributor"));
	}

	private static Status statusWith(StreamState state) {
		return Objects.requireNonNull(indicator(stream(state)).health().block()).getStatus();
	}

	private static ManagedStream stream(StreamState state) {
		ManagedStream stream = mock(ManagedStream.class);
		given(stream.spec()).willReturn(StreamSpec.of("front-desk", "agt_1", "cnv_1"));
		given(stream.state()).willReturn(state);
		return stream;
	}

	private static BimpeAIHealthIndicator indicator(ManagedStream stream) {
		return new BimpeAIHealthIndicator(new LastCalls(Clock.systemUTC()), () -> List.of(stream), null,
				Clock.systemUTC());
	}

	private static BimpeAIHealthIndicator indicator(LastCalls lastCalls, Instant now) {
		return new BimpeAIHealthIndicator(lastCalls, List::of, null, Clock.fixed(now, ZoneOffset.UTC));
	}

	private static Health health(ApplicationContext context) {
		return Objects.requireNonNull(context.getBean(BimpeAIHealthIndicator.class).health().block());
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> detail(Health health, String name) {
		return (Map<String, Object>) Objects.requireNonNull(health.getDetails().get(name));
	}

	private static void list(ApplicationContext context) {
		context.getBean(BimpeAI.class).agents().list(ListQuery.create());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
