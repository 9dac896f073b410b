package com.example.desk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import ai.bimpe.spring.boot.test.BimpeAIAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.address=127.0.0.1", "bimpeai.retry.initial-delay=1ms" })
@AutoConfigureBimpeAISimulator
class FrontDeskApplicationTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@BeforeEach
	void awaitStream(Simulator simulator) {
		simulator.agent("agt_1").conversation("cnv_1").awaitStream();
	}

	@Test
	void listsAgents(Simulator simulator) throws Exception {
		simulator.newAgent("Pia");
		assertThat(get("/agents").body()).contains("\"Pia\"");
	}

	@Test
	void namesTheFailureOfCall(Simulator simulator) throws Exception {
		simulator.on("listAgents").times(3).resetConnection();
		HttpResponse<String> response = get("/agents");
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).isEqualTo("ApiConnectionException");
		BimpeAIAssertions.assertThat(simulator).received("listAgents").times(3);
	}

	@Test
	void answersCustomer(Simulator simulator) {
		simulator.agent("agt_1").conversation("cnv_1").receives("A table for two");
		BimpeAIAssertions.assertThat(simulator.agent("agt_1").conversation("cnv_1"))
			.eventually()
			.hasSentExactly("Your table is confirmed");
	}

	@Test
	void reportsHealthStreamsAndMeters() throws Exception {
		get("/agents");
		assertThat(get("/actuator/health").body()).contains("\"bimpeai\":{").contains("\"status\":\"UP\"");
		assertThat(get("/actuator/bimpeai").body()).contains("\"front-desk\"");
		assertThat(get("/actuator/prometheus").body()).contains("bimpeai_client_seconds_count{")
			.contains("bimpeai_streams{account=\"default\",state=\"live\"} 1.0");
	}

	@Test
	void letsNobodyInWithoutPassword() throws Exception {
		assertThat(send(request("/agents")).statusCode()).isEqualTo(401);
		assertThat(send(request("/actuator/health")).statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		String credentials = Base64.getEncoder().encodeToString("desk:front-desk".getBytes(StandardCharsets.UTF_8));
		return send(request(path).header("Authorization", "Basic " + credentials));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
	}

}
