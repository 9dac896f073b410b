package ai.bimpe.samples.recipes.orderstatus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import ai.bimpe.samples.recipes.demo.DemoSimulator;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OrderController} and {@link SecretFilter}, over HTTP.
 */
@SpringBootTest(useMainMethod = SpringBootTest.UseMainMethod.ALWAYS,
		webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "order-status.agent-id=agt_demo", "order-status.public-url=https://orders.example",
				"order-status.secret=secret-of-the-tests" })
@AutoConfigureBimpeAISimulator
@Import(DemoSimulator.class)
@Timeout(120)
class OrderEndpointTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void saysThatThereIsNoSuchOrder() throws Exception {
		HttpResponse<String> response = get("/orders/4711", "secret-of-the-tests");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(JSON.readTree(response.body()).path("error").asString())
			.isEqualTo("There is no order with this number. It is the one on the receipt.");
	}

	@Test
	void refusesWrongSecret() throws Exception {
		HttpResponse<String> response = get("/orders/20418", "secret-of-the-test");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).isEqualTo("{\"error\":\"The secret is missing or wrong.\"}");
	}

	@Test
	void refusesCallWithoutSecret() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri("/orders/20418")).build();
		assertThat(this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
	}

	@Test
	void answersTheTestOfTheConnection() throws Exception {
		assertThat(get("/health", "secret-of-the-tests").statusCode()).isEqualTo(200);
		assertThat(get("/health", "wrong").statusCode()).isEqualTo(401);
	}

	private HttpResponse<String> get(String path, String secret) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(uri(path)).header("X-Order-Key", secret).build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

}
