package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
import ai.bimpe.client.errors.InternalServerException;
import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamProblem;
import ai.bimpe.spring.stream.StreamSpec;
import ai.bimpe.spring.stream.StreamState;
import ai.bimpe.spring.stream.StreamStateChangedEvent;
import ai.bimpe.spring.stream.checkpoint.CheckpointStore;
import ai.bimpe.spring.stream.checkpoint.InMemoryCheckpointStore;
import ai.bimpe.spring.stream.support.CheckpointStoreDecorator;
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

	private static final Duration DOWN_AFTER = Duration.ofSeconds(75);

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
		assertThat(
				new BimpeAIHealthIndicator(lastCalls, () -> List.of(stream), null, activity(clock), DOWN_AFTER, clock)
					.health()
					.block())
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
					.untilAsserted(() -> assertThat(health(context).getDetails().get("streams")).isEqualTo(Map.of(
							"good",
							Map.of("state", "LIVE", "account", "default", "ownedShards", Set.of(0),
									"parkedConversations", 0),
							"bad", Map.of("state", "WAITING", "account", "default", "ownedShards", Set.of(0),
									"parkedConversations", 0, "waitsFor", "REQUEST", "error", "NotFoundException"))));
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
		assertThat(statusWith(StreamState.STANDBY)).isEqualTo(Status.UP);
		ManagedStream agent = stream(StreamState.FAILED);
		given(agent.spec()).willReturn(StreamSpec.ofAgent("all", "agt_1"));
		assertThat(Objects.requireNonNull(indicator(agent).health().block()).getStatus()).isEqualTo(Status.DOWN);
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

	@Test
	void oneConversationNeverChangesIt() {
		assertThat(statusWith(StreamState.FAILED)).isEqualTo(Status.UNKNOWN);
		LastCalls lastCalls = new LastCalls(Clock.systemUTC());
		ApiActivity activity = new ApiActivity(Clock.systemUTC());
		ManagedStream agent = stream(StreamState.LIVE);
		given(agent.spec()).willReturn(StreamSpec.ofAgent("all", "agt_1"));
		given(agent.silence()).willReturn(Duration.ofHours(1));
		activity.onEvent(agent, new StreamEvent.Heartbeat());
		CallResult failed = new CallResult("issueStreamTicket", "id", 3, Duration.ZERO, 500, null,
				mock(InternalServerException.class), "default");
		lastCalls.onCall(failed);
		activity.onCall(failed);
		assertThat(Objects
			.requireNonNull(new BimpeAIHealthIndicator(lastCalls, () -> List.of(agent), null, activity, DOWN_AFTER,
					Clock.systemUTC())
				.health()
				.block())
			.getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void refusedTicketOfAnyConversationIsDownWhenNothingElseWorks() {
		Instant then = Instant.parse("2026-01-01T00:00:00Z");
		MutableClock clock = new MutableClock(then);
		LastCalls lastCalls = new LastCalls(clock);
		ApiActivity activity = new ApiActivity(clock);
		BimpeAIHealthIndicator indicator = new BimpeAIHealthIndicator(lastCalls, List::of, null, activity, DOWN_AFTER,
				clock);
		for (int i = 0; i < 75; i++) {
			assertThat(status(indicator)).isNotEqualTo(Status.DOWN);
			CallResult failed = new CallResult("issueStreamTicket", "id", 1, Duration.ZERO, 503, null,
					mock(InternalServerException.class), "default");
			lastCalls.onCall(failed);
			activity.onCall(failed);
			clock.now = clock.now.plusSeconds(1);
		}
		assertThat(status(indicator)).isEqualTo(Status.DOWN);
	}

	@Test
	void storeThatIsDownIsDownAfterWhile() {
		MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
		ManagedStream stream = stream(StreamState.WAITING);
		given(stream.silence()).willReturn(null);
		given(stream.problem()).willReturn(
				new StreamProblem(StreamProblem.Cause.CHECKPOINT_STORE, new IllegalStateException(SECRET), clock.now));
		BimpeAIHealthIndicator indicator = indicator(stream, clock);
		clock.now = clock.now.plusSeconds(74);
		assertThat(status(indicator)).isNotEqualTo(Status.DOWN);
		clock.now = clock.now.plusSeconds(1);
		Health health = Objects.requireNonNull(indicator.health().block());
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("reasons", List.of("The checkpoint store cannot be used"));
		assertThat(health.toString()).doesNotContain(SECRET);
		given(stream.problem()).willReturn(
				new StreamProblem(StreamProblem.Cause.CLUSTER, new IllegalStateException(SECRET), Instant.EPOCH));
		assertThat(Objects.requireNonNull(indicator.health().block()).getDetails()).containsEntry("reasons",
				List.of("The store of the cluster cannot be used"));
	}

	@Test
	void apiThatIsSilentTowardsEverythingIsDownAfterWhile() {
		MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
		ManagedStream stream = stream(StreamState.LIVE);
		given(stream.silence()).willReturn(Duration.ofSeconds(1));
		LastCalls lastCalls = new LastCalls(clock);
		ApiActivity activity = new ApiActivity(clock);
		BimpeAIHealthIndicator indicator = new BimpeAIHealthIndicator(lastCalls, () -> List.of(stream), null, activity,
				DOWN_AFTER, clock);
		clock.now = clock.now.plusSeconds(60);
		// The connection was made anew, and is refused: a sign of life.
		activity.onCall(new CallResult("issueStreamTicket", "id", 1, Duration.ZERO, 503, null,
				mock(InternalServerException.class), "default"));
		clock.now = clock.now.plusSeconds(74);
		assertThat(status(indicator)).isNotEqualTo(Status.DOWN);
		clock.now = clock.now.plusSeconds(1);
		assertThat(status(indicator)).isEqualTo(Status.DOWN);
		given(stream.silence()).willReturn(null);
		assertThat(status(indicator)).as("nothing is expected").isNotEqualTo(Status.DOWN);
		given(stream.problem()).willReturn(new StreamProblem(StreamProblem.Cause.API,
				new ApiTimeoutException("The stream was silent", null, true), clock.now));
		assertThat(status(indicator)).as("it is being made anew").isEqualTo(Status.DOWN);
		activity.on(new StreamStateChangedEvent("front-desk", "agt_1", StreamState.PAUSED, StreamState.LIVE, null));
		assertThat(status(indicator)).as("it has just been resumed").isNotEqualTo(Status.DOWN);
	}

	@Test
	void readyIsWhatIsLiveOrPausedOrOwnedElsewhereAndForWhileWhatWaits() {
		MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
		ManagedStream stream = stream(StreamState.LIVE);
		BimpeAIReadinessIndicator readiness = new BimpeAIReadinessIndicator(List.of("front-desk"),
				() -> List.of(stream), DOWN_AFTER, clock);
		for (StreamState state : StreamState.values()) {
			given(stream.state()).willReturn(state);
			boolean ready = Set.of(StreamState.LIVE, StreamState.STANDBY, StreamState.PAUSED).contains(state);
			assertThat(Objects.requireNonNull(readiness.health().block()))
				.isEqualTo((ready ? Health.up() : Health.outOfService())
					.withDetail("streams", Map.of("front-desk", state.name()))
					.build());
		}
		given(stream.state()).willReturn(StreamState.WAITING);
		given(stream.problem())
			.willReturn(new StreamProblem(StreamProblem.Cause.API, new IllegalStateException(), clock.now));
		clock.now = clock.now.plusSeconds(74);
		assertThat(Objects.requireNonNull(readiness.health().block()).getStatus()).isEqualTo(Status.UP);
		clock.now = clock.now.plusSeconds(1);
		assertThat(Objects.requireNonNull(readiness.health().block()).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(Objects
			.requireNonNull(
					new BimpeAIReadinessIndicator(List.of("another"), () -> List.of(stream), DOWN_AFTER, clock).health()
						.block())
			.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	@EffectOf("management.health.bimpeai.down-after")
	void timeUntilStoreThatIsDownIsDownCanBeSet() {
		CheckpointStoreDecorator store = new CheckpointStoreDecorator(new InMemoryCheckpointStore());
		store.down = true;
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		this.runner.withBean(CheckpointStore.class, () -> store)
			.withPropertyValues("management.health.bimpeai.down-after=1s",
					"bimpeai.streams.desk.agent-id=" + conversation.agentId(),
					"bimpeai.streams.desk.conversation-id=" + conversation.id())
			.run((context) -> {
				await().atMost(SOON)
					.untilAsserted(() -> assertThat(health(context).getStatus()).isEqualTo(Status.DOWN));
				assertThat(health(context).getDetails()).containsEntry("reasons",
						List.of("The checkpoint store cannot be used"));
				store.down = false;
				await().atMost(SOON).untilAsserted(() -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
			});
		this.runner.withPropertyValues("management.health.bimpeai.down-after=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'management.health.bimpeai.down-after' must be longer than zero"));
	}

	private static Status status(BimpeAIHealthIndicator indicator) {
		return Objects.requireNonNull(indicator.health().block()).getStatus();
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
				activity(Clock.systemUTC()), DOWN_AFTER, Clock.systemUTC());
	}

	private static BimpeAIHealthIndicator indicator(ManagedStream stream, Clock clock) {
		return new BimpeAIHealthIndicator(new LastCalls(clock), () -> List.of(stream), null, activity(clock),
				DOWN_AFTER, clock);
	}

	private static BimpeAIHealthIndicator indicator(LastCalls lastCalls, Instant now) {
		Clock clock = Clock.fixed(now, ZoneOffset.UTC);
		return new BimpeAIHealthIndicator(lastCalls, List::of, null, activity(clock), DOWN_AFTER, clock);
	}

	private static ApiActivity activity(Clock clock) {
		return new ApiActivity(clock);
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

	/** A clock that is set by hand. */
	private static final class MutableClock extends Clock {

		private Instant now;

		private MutableClock(Instant now) {
			this.now = now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
