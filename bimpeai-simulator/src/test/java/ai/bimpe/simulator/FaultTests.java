package ai.bimpe.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import ai.bimpe.simulator.core.Chaos;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of scripted faults of single answers.
 */
class FaultTests {

	private static final String WORKFLOW = "{\"name\":\"W\",\"system_prompt\":\"P\"}";

	private final Simulator simulator = Simulator.start();

	private final TestClient client = TestClient.of(this.simulator);

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void respondsWithAStatusForSomeRequests() {
		Fault fault = this.simulator.on("listAgents").times(2).respond(500);
		assertThat(this.client.get("/agents").code()).isEqualTo("internal_error");
		assertThat(this.client.get("/agents").status()).isEqualTo(500);
		assertThat(this.client.get("/agents").status()).isEqualTo(200);
		assertThat(fault.applied()).isEqualTo(2);
	}

	@Test
	void faultsOfOneOperationApplyInTheirOrder() {
		this.simulator.on("listAgents").times(1).respond(429, "rate_limited").retryAfter(Duration.ofSeconds(7));
		this.simulator.on("listAgents").times(1).respond(503).retryAfter("Fri, 31 Dec 1999 23:59:59 GMT");
		TestClient.Reply first = this.client.get("/agents");
		assertThat(first.code()).isEqualTo("rate_limited");
		assertThat(first.header("Retry-After")).isEqualTo("7");
		assertThat(this.client.get("/agents").header("Retry-After")).isEqualTo("Fri, 31 Dec 1999 23:59:59 GMT");
		assertThat(this.client.get("/agents").status()).isEqualTo(200);
	}

	@Test
	void otherOperationsAndPathsAreSpared() {
		SimulatedAgent agent = this.simulator.newAgent("Pia");
		this.simulator.on("getAgent").whenPathContains(agent.id()).respond(500);
		assertThat(this.client.get("/agents").status()).isEqualTo(200);
		assertThat(this.client.get("/agents/" + this.simulator.newAgent("Ada").id()).status()).isEqualTo(200);
		assertThat(this.client.get("/agents/" + agent.id()).status()).isEqualTo(500);
	}

	@Test
	void everyOperationCanFail() {
		this.simulator.onAny().respond(502);
		assertThat(this.client.get("/agents").status()).isEqualTo(502);
		assertThat(this.client.get("/workflows").status()).isEqualTo(502);
		this.simulator.clearFaults();
		assertThat(this.client.get("/workflows").status()).isEqualTo(200);
	}

	@Test
	void removedFaultIsOver() {
		this.simulator.on("listAgents").respond(500).remove();
		assertThat(this.client.get("/agents").status()).isEqualTo(200);
	}

	@Test
	void rawBodyIsSentAsItIs() {
		String page = "<html>" + "x".repeat(300_000) + "</html>";
		this.simulator.on("listAgents").respondRaw(200, "text/html", page).header("X-Extra", "1");
		TestClient.Reply reply = this.client.get("/agents");
		assertThat(reply.text()).isEqualTo(page);
		assertThat(reply.header("Content-Type")).isEqualTo("text/html");
		assertThat(reply.header("X-Extra")).isEqualTo("1");
	}

	@Test
	void delayHoldsTheAnswerBack() {
		this.simulator.on("listAgents").delay(Duration.ofMillis(150));
		long begin = System.nanoTime();
		assertThat(this.client.get("/agents").status()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
	}

	@Test
	void slowBodyArrivesWhole() {
		this.simulator.on("listAgents").slowBody(40, Duration.ofMillis(5));
		assertThat(this.client.get("/agents").data().isArray()).isTrue();
	}

	@Test
	void cutBodyBreaksOff() {
		this.simulator.on("listAgents").cutBody();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.client.get("/agents"));
	}

	@Test
	void resetComesBeforeAnyAnswerAndDoesNothing() {
		this.simulator.on("createWorkflow").times(1).resetConnection();
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> this.client.post("/workflows", WORKFLOW));
		assertThat(owned()).isZero();
	}

	@Test
	void hangNeverAnswers() throws IOException {
		this.simulator.on("listAgents").hang();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.simulator.port())) {
			socket.setSoTimeout(150);
			socket.getOutputStream()
				.write("GET /api/v1/console/agents HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			this.simulator.awaitRequests("listAgents", 1, Duration.ofSeconds(10));
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> socket.getInputStream().read());
			assertThat(this.simulator.openConnections()).isEqualTo(1);
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> this.simulator.openConnections() == 0);
	}

	@Test
	void operationCanBeDoneAndItsAnswerLost() {
		this.simulator.on("createWorkflow").times(1).respond(500).afterDoingIt();
		TestClient sender = this.client.with("Idempotency-Key", "k");
		assertThat(sender.post("/workflows", WORKFLOW).status()).isEqualTo(500);
		assertThat(owned()).isEqualTo(1);
		assertThat(sender.post("/workflows", WORKFLOW).status()).isEqualTo(201);
		assertThat(owned()).isEqualTo(1);
	}

	@Test
	void secondWriteWithTheSameKeyDoesNotRunWhileTheFirstIsHeldBack() {
		this.simulator.on("createWorkflow").times(1).delay(Duration.ofMillis(300));
		TestClient sender = this.client.with("Idempotency-Key", "k");
		CompletableFuture<TestClient.Reply> first = CompletableFuture
			.supplyAsync(() -> sender.post("/workflows", WORKFLOW));
		this.simulator.awaitRequests("createWorkflow", 1, Duration.ofSeconds(10));
		TestClient.Reply second = sender.post("/workflows", WORKFLOW);
		assertThat(first.join().id()).isEqualTo(second.id());
		assertThat(owned()).isEqualTo(1);
	}

	@Test
	void chaosIsTheSameForTheSameSeed() {
		String first = chaosOf(7);
		assertThat(chaosOf(7)).isEqualTo(first).contains("2").containsPattern("[45]");
		assertThat(chaosOf(8)).isNotEqualTo(first);
	}

	private String chaosOf(long seed) {
		this.simulator.reset();
		this.simulator.on("listAgents").chaos(Chaos.seed(seed).refusing(0.5));
		StringBuilder statuses = new StringBuilder();
		for (int i = 0; i < 30; i++) {
			statuses.append(this.client.get("/agents").status()).append(' ');
		}
		return statuses.toString();
	}

	private int owned() {
		return this.client.get("/workflows?scope=owned").data().size();
	}

}
