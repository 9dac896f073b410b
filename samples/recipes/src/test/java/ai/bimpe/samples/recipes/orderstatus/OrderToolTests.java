package ai.bimpe.samples.recipes.orderstatus;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

import ai.bimpe.client.errors.NotFoundException;
import ai.bimpe.simulator.Simulator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OrderTool}, which start the application again and again.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class OrderToolTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Simulator simulator = Simulator.builder().answering(false).start();

	@BeforeEach
	void addAgent() {
		this.simulator.newAgentWithId("agt_test", "Pia");
	}

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	@Test
	void registersApiAndToolAtFirstStart() {
		start("https://orders.example");
		assertThat(this.simulator).received("configureCustomApiIntegration")
			.withField("base_url", "https://orders.example")
			.withField("auth_type", "api_key")
			.withField("auth_config/header_name", "X-Order-Key")
			.withField("auth_config/api_key", "secret-of-the-tests")
			.once();
		assertThat(this.simulator).received("createCustomApiTool")
			.withField("http_method", "GET")
			.withField("url_template", "/orders/{{order_number}}")
			.withField("url_params/0/name", "order_number")
			.once();
	}

	@Test
	void registersNothingAtSecondStart() {
		start("https://orders.example");
		start("https://orders.example");
		assertThat(this.simulator).received("listCustomApiTools").times(2);
		assertThat(this.simulator).received("configureCustomApiIntegration").once();
		assertThat(this.simulator).received("createCustomApiTool").once();
	}

	@Test
	void addsTheToolThatAnInterruptedStartHasLeftOut() {
		this.simulator.on("createCustomApiTool").times(1).respond(403);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> start("https://orders.example"));
		start("https://orders.example");
		assertThat(this.simulator).received("configureCustomApiIntegration").once();
		assertThat(this.simulator).received("createCustomApiTool").times(2);
	}

	@Test
	void connectsAnewWhenTheAddressHasChanged() {
		start("https://orders.example");
		start("https://new.example");
		assertThat(this.simulator).received("disconnectCustomApiIntegration").once();
		assertThat(this.simulator).received("configureCustomApiIntegration")
			.withField("base_url", "https://new.example")
			.once();
		assertThat(this.simulator).received("createCustomApiTool").times(2);
	}

	@Test
	void endpointAnswersAgentThatGoesByTheTool() throws Exception {
		LocalDate today = LocalDate.now(ZoneId.systemDefault());
		try (ConfigurableApplicationContext context = application("https://orders.example")) {
			JsonNode auth = registered("configureCustomApiIntegration").path("auth_config");
			JsonNode tool = registered("createCustomApiTool");
			String parameter = tool.path("url_params").path(0).path("name").asString();
			String path = tool.path("url_template").asString().replace("{{" + parameter + "}}", "20418");
			String port = context.getEnvironment().getRequiredProperty("local.server.port");
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
					.header(auth.path("header_name").asString(), auth.path("api_key").asString())
					.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(200);
			JsonNode order = JSON.readTree(response.body()).path(tool.path("response_mapping").path("path").asString());
			assertThat(order.path("number").asString()).isEqualTo("20418");
			assertThat(order.path("status").asString()).isEqualTo("on its way to the customer");
			assertThat(LocalDate.parse(order.path("expected").asString())).isAfter(today);
		}
	}

	@Test
	void triesAgainAfterOutageWhileItRuns() {
		// Three attempts of the client at start, and some of the next try.
		this.simulator.on("listCustomApiIntegrations").times(4).respond(503).retryAfter(Duration.ZERO);
		try (ConfigurableApplicationContext context = application("https://orders.example")) {
			assertThat(this.simulator).within(PATIENCE).received("createCustomApiTool").once();
			assertThat(context.isRunning()).isTrue();
		}
	}

	@Test
	void saysWhatAPersonMustPutRightAndGoesOnWhenTheNextTryIsRefused(CapturedOutput output) {
		this.simulator.on("listCustomApiIntegrations").times(3).respond(503).retryAfter(Duration.ZERO);
		this.simulator.on("listCustomApiIntegrations").respond(403);
		try (ConfigurableApplicationContext context = application("https://orders.example")) {
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(output).contains("Put this right, then start again"));
			assertThat(context.isRunning()).isTrue();
		}
		assertThat(this.simulator).received("listCustomApiIntegrations").times(4);
	}

	@Test
	void doesNotStartWithoutTheAgent() {
		this.simulator.reset();
		assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> start("https://orders.example"));
	}

	@Test
	void logsNoSecret(CapturedOutput output) {
		start("https://orders.example");
		assertThat(output.getAll()).contains("Gave agent agt_test the tool").doesNotContain("secret-of-the-tests");
	}

	private JsonNode registered(String operation) {
		return JSON.readTree(this.simulator.requests(operation).get(0).body());
	}

	private void start(String publicUrl) {
		application(publicUrl).close();
	}

	private ConfigurableApplicationContext application(String publicUrl) {
		return new SpringApplicationBuilder(OrderStatusApplication.class).run("--spring.config.name=order-status",
				"--bimpeai.api-key=sk_test", "--bimpeai.base-url=" + this.simulator.baseUrl(), "--server.port=0",
				"--bimpeai.retry.initial-delay=10ms", "--order-status.agent-id=agt_test",
				"--order-status.public-url=" + publicUrl, "--order-status.secret=secret-of-the-tests",
				"--order-status.register-again-after=50ms");
	}

}
