package ai.bimpe.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIAutoConfiguration;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link HealthProbe} and the properties of it.
 */
class HealthProbeTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private Simulator simulator;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.simulator = Simulator.start();
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BimpeAIAutoConfiguration.class,
					BimpeAIHealthContributorAutoConfiguration.class))
			.withPropertyValues("bimpeai.api-key=sk_test", "bimpeai.base-url=" + this.simulator.baseUrl(),
					"management.health.bimpeai.probe.enabled=true", "management.health.bimpeai.probe.timeout=30s");
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	@EffectOf("management.health.bimpeai.probe.enabled")
	void asksForOneAgentOnce() {
		Instant before = Instant.now();
		this.runner.run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(probed(health(context))).isEqualTo("OK");
			assertThat(Instant.parse(String.valueOf(probe(health(context)).get("at")))).isBetween(before,
					Instant.now());
			assertThat(this.simulator.requests()).singleElement().satisfies((request) -> {
				assertThat(request.operationId()).isEqualTo("listAgents");
				assertThat(request.query()).isEqualTo(Map.of("limit", List.of("1")));
			});
		});
	}

	@Test
	void checksThatComeTogetherShareOneCall() {
		this.simulator.on("listAgents").delay(Duration.ofMillis(300)).respond(200);
		this.runner.run((context) -> {
			BimpeAIHealthIndicator indicator = context.getBean(BimpeAIHealthIndicator.class);
			List<Health> all = Flux.range(0, 20).flatMap((i) -> indicator.health(), 20).collectList().block(SOON);
			assertThat(all).hasSize(20);
			assertThat(this.simulator.count("listAgents")).isOne();
		});
	}

	@Test
	@EffectOf("management.health.bimpeai.probe.time-to-live")
	void asksAgainWhenTheResultIsOld() {
		this.runner.withPropertyValues("management.health.bimpeai.probe.time-to-live=50ms").run((context) -> {
			health(context);
			await().atMost(SOON).until(() -> {
				health(context);
				return this.simulator.count("listAgents") > 1;
			});
		});
	}

	@Test
	@EffectOf("management.health.bimpeai.probe.timeout")
	void isDownWhenTheCallTakesTooLong() {
		this.simulator.on("listAgents").hang();
		this.runner.withPropertyValues("management.health.bimpeai.probe.timeout=500ms").run((context) -> {
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(probed(health)).isEqualTo("ApiTimeoutException");
			// None when the time was over before the call was sent.
			assertThat(this.simulator.count("listAgents")).isLessThanOrEqualTo(1);
		});
	}

	@Test
	void isDownWhenTheServerCannotBeReached() {
		this.simulator.close();
		this.runner.run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat(probed(health(context))).isEqualTo("ApiConnectionException");
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 500, 503 })
	void isDownWithoutTryingAgain(int status) {
		this.simulator.on("listAgents").respond(status);
		this.runner.run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat(this.simulator.count("listAgents")).isOne();
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 403, 429 })
	void staysUpWhenTheServerAnswersThatThisCallIsNotAllowed(int status) {
		this.simulator.on("listAgents").respond(status);
		this.runner.run((context) -> assertThat(health(context).getStatus()).isEqualTo(Status.UP));
	}

	@Test
	void callOfTheApplicationThatSucceedsCountsMoreThanOlderProbe() {
		this.simulator.on("listAgents").times(1).respond(503);
		this.runner.run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			context.getBean(BimpeAI.class).agents().list(ListQuery.create());
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(this.simulator.count("listAgents")).isEqualTo(2);
		});
	}

	@Test
	void callOfTheApplicationThatFailsCountsMoreThanOlderProbe() {
		this.runner.withPropertyValues("bimpeai.max-retries=0").run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			this.simulator.on("listAgents").respond(503);
			assertThatException().isThrownBy(() -> context.getBean(BimpeAI.class).agents().list(ListQuery.create()));
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void isUpWithClientOfTheApplicationWhoseCallsNobodyHears() {
		this.runner
			.withBean(ReactiveBimpeAI.class,
					() -> ReactiveBimpeAI.builder().apiKey("sk_own").baseUrl(this.simulator.baseUrl()).build())
			.run((context) -> {
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
				assertThat(health(context).getDetails()).containsOnlyKeys("probe");
			});
	}

	@Test
	void isNotMadeWithSeveralClients() {
		this.runner.withBean("one", ReactiveBimpeAI.class, () -> mock(ReactiveBimpeAI.class))
			.withBean("two", ReactiveBimpeAI.class, () -> mock(ReactiveBimpeAI.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthProbe.class));
	}

	@ParameterizedTest
	@CsvSource({ "time-to-live, 0s, PT0S", "time-to-live, -1s, PT-1S", "timeout, 0s, PT0S", "timeout, -1s, PT-1S" })
	void refusesNoTime(String property, String value, String shown) {
		this.runner.withPropertyValues("management.health.bimpeai.probe." + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("'management.health.bimpeai.probe." + property + "' must be longer than zero, but is "
						+ shown));
	}

	private static @Nullable Object probed(Health health) {
		return probe(health).get("result");
	}

	private static Map<?, ?> probe(Health health) {
		return (Map<?, ?>) Objects.requireNonNull(health.getDetails().get("probe"));
	}

	private static Health health(ApplicationContext context) {
		return Objects.requireNonNull(context.getBean(BimpeAIHealthIndicator.class).health().block(SOON));
	}

}
