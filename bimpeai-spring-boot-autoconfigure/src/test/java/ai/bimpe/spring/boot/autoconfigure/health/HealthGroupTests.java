package ai.bimpe.spring.boot.autoconfigure.health;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.EffectOf;
import ai.bimpe.spring.boot.autoconfigure.WebApplication;
import ai.bimpe.spring.stream.BimpeAIStreams;
import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.StreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what an outage of the API does to the groups of Spring Boot's health
 * endpoint, over HTTP.
 */
class HealthGroupTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private Simulator simulator;

	@BeforeEach
	void start() {
		this.simulator = Simulator.start();
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void outageKeepsTheApplicationAliveAndReady() {
		try (WebApplication application = application()) {
			callInVain(application);
			assertThat(application.get("/actuator/health/bimpeai")).satisfies((answer) -> isDown(answer));
			assertThat(application.get("/actuator/health/liveness")).satisfies((answer) -> isUp(answer));
			assertThat(application.get("/actuator/health/readiness")).satisfies((answer) -> isUp(answer));
		}
	}

	@Test
	void serverThatCannotBeReachedKeepsTheApplicationAliveAndReady() {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		try (WebApplication application = application("bimpeai.streams.desk.agent-id=" + conversation.agentId(),
				"bimpeai.streams.desk.conversation-id=" + conversation.id())) {
			this.simulator.awaitOpenStreams(1, SOON);
			this.simulator.close();
			BimpeAI client = application.context().getBean(BimpeAI.class);
			assertThatExceptionOfType(ApiConnectionException.class)
				.isThrownBy(() -> client.agents().list(ListQuery.create()));
			ManagedStream stream = application.context().getBean(BimpeAIStreams.class).all().get(0);
			await().atMost(SOON).until(() -> stream.state() == StreamState.WAITING);
			HttpResponse<String> health = application.get("/actuator/health/bimpeai");
			assertThat(health.statusCode()).isEqualTo(503);
			assertThat(health.body()).contains("ApiConnectionException");
			assertThat(application.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
			assertThat(application.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
			assertThat(application.context().isRunning()).isTrue();
		}
	}

	@Test
	void outageIsPartOfReadinessWhenTheUserAsksForIt() {
		try (WebApplication application = application(
				"management.endpoint.health.group.readiness.include=readinessState,bimpeai")) {
			assertThat(application.get("/actuator/health/readiness")).satisfies((answer) -> isUp(answer));
			callInVain(application);
			assertThat(application.get("/actuator/health/readiness")).satisfies((answer) -> isDown(answer));
			assertThat(application.get("/actuator/health/liveness")).satisfies((answer) -> isUp(answer));
		}
	}

	@Test
	void streamCountsForReadinessWhenItIsNamedAndNothingOfOursForLiveness() {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		String[] streams = { "bimpeai.streams.desk.agent-id=" + conversation.agentId(),
				"bimpeai.streams.desk.conversation-id=cnv_unknown", "bimpeai.streams.other.agent-id=agt_unknown",
				"management.endpoint.health.group.liveness.include=livenessState,bimpeai",
				"management.health.bimpeai.down-after=1ms" };
		try (WebApplication application = application(streams)) {
			await().atMost(SOON).until(() -> isWaiting(application, "desk") && isWaiting(application, "other"));
			assertThat(application.get("/actuator/health").statusCode()).isEqualTo(503);
			assertThat(application.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
			HttpResponse<String> liveness = application.get("/actuator/health/liveness");
			assertThat(liveness.statusCode()).isEqualTo(200);
			assertThat(liveness.body()).contains("livenessState").doesNotContain("bimpeai");
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void streamThatIsNamedAndDoesNotExistIsWarnedOf(CapturedOutput output) {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		try (WebApplication application = application("bimpeai.streams.desk.agent-id=" + conversation.agentId(),
				"management.health.bimpeai.readiness-streams=desk,dsk")) {
			assertThat(application.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
			assertThat(output.getAll().lines().filter((line) -> line.contains("readiness-streams"))).singleElement()
				.asString()
				.contains("WARN")
				.endsWith("'management.health.bimpeai.readiness-streams' names 'dsk', and there is no stream of this "
						+ "name, so that the application is not ready. The streams are: desk");
		}
	}

	@Test
	@EffectOf("management.health.bimpeai.readiness-streams")
	void namedStreamKeepsTheApplicationFromBeingReadyAndHealthAsItIs() {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		try (WebApplication application = application("bimpeai.streams.desk.agent-id=" + conversation.agentId(),
				"bimpeai.streams.desk.conversation-id=cnv_unknown",
				"bimpeai.streams.pia.agent-id=" + conversation.agentId(),
				"management.health.bimpeai.readiness-streams=desk,pia", "management.health.bimpeai.down-after=1s")) {
			await().atMost(SOON).until(() -> isWaiting(application, "desk"));
			HttpResponse<String> readiness = await().atMost(SOON)
				.until(() -> application.get("/actuator/health/readiness"), (answer) -> answer.statusCode() == 503);
			assertThat(readiness.body()).contains("\"status\":\"OUT_OF_SERVICE\"");
			assertThat(application.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
			HttpResponse<String> health = application.get("/actuator/health");
			assertThat(health.statusCode()).isEqualTo(200);
			assertThat(health.body()).doesNotContain("bimpeaiReadiness");
			ManagedStream desk = application.context().getBean(BimpeAIStreams.class).find("desk").orElseThrow();
			desk.pause();
			await().atMost(SOON).until(() -> application.get("/actuator/health/readiness").statusCode() == 200);
		}
	}

	@Test
	void unknownConversationLeavesHealthAsItIs() {
		SimulatedConversation conversation = this.simulator.newAgent("Pia").newConversation();
		try (WebApplication application = application("bimpeai.streams.desk.agent-id=" + conversation.agentId(),
				"bimpeai.streams.desk.conversation-id=cnv_unknown",
				"management.endpoint.health.group.readiness.include=readinessState,bimpeai")) {
			await().atMost(SOON).until(() -> isWaiting(application, "desk"));
			for (String path : List.of("", "/readiness", "/liveness", "/bimpeai")) {
				assertThat(application.get("/actuator/health" + path).statusCode()).as(path).isEqualTo(200);
			}
		}
	}

	private static boolean isWaiting(WebApplication application, String stream) {
		return application.context()
			.getBean(BimpeAIStreams.class)
			.find(stream)
			.orElseThrow()
			.state() == StreamState.WAITING;
	}

	private WebApplication application(String... properties) {
		return WebApplication.start(Stream.concat(
				Stream.of("bimpeai.api-key=sk_test", "bimpeai.base-url=" + this.simulator.baseUrl(),
						"bimpeai.max-retries=0", "management.endpoint.health.probes.enabled=true",
						"management.endpoint.health.show-details=always", "management.health.redis.enabled=false"),
				Stream.of(properties))
			.toArray(String[]::new));
	}

	private void callInVain(WebApplication application) {
		this.simulator.onAny().respond(503);
		assertThatException()
			.isThrownBy(() -> application.context().getBean(BimpeAI.class).agents().list(ListQuery.create()));
	}

	private static void isDown(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(answer.body()).startsWith("{\"").contains("\"status\":\"DOWN\"").contains("InternalServerException");
	}

	private static void isUp(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("InternalServerException");
	}

}
