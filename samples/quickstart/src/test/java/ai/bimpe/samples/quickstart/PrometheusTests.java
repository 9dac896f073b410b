package ai.bimpe.samples.quickstart;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.test.AutoConfigureBimpeAISimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the meters of the quickstart, as Prometheus reads them over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=reactive", "server.address=127.0.0.1",
				"management.endpoints.web.exposure.include=prometheus" })
@AutoConfigureBimpeAISimulator
@Timeout(60)
class PrometheusTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void metersOfCallsAndStreamsAreThere(@LocalServerPort int port, Simulator simulator) throws Exception {
		URI endpoint = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
		// The last delivery ends after its listener has returned.
		await().atMost(Duration.ofSeconds(20))
			.until(() -> scrape(endpoint).contains("bimpeai_stream_delivery_seconds_count{"));
		assertThat(scrape(endpoint)).containsPattern(
				"bimpeai_client_seconds_count\\{.*operation=\"createAgent\",outcome=\"SUCCESS\",status=\"20.\".*} 1\\n")
			.containsPattern("bimpeai_client_active_seconds_count")
			.containsPattern("bimpeai_client_ratelimit_remaining\\{account=\"default\",operation=\"createAgent\"} \\d")
			.containsPattern("bimpeai_streams\\{account=\"default\",state=\"live\"} 1.0\\n")
			.containsPattern("bimpeai_streams\\{account=\"default\",state=\"failed\"} 0.0\\n")
			.containsPattern("bimpeai_stream_messages_total\\{account=\"default\",stream=\"front-desk\"} [2-9]")
			.containsPattern("bimpeai_stream_delay_seconds_count\\{account=\"default\",stream=\"front-desk\"} [2-9]")
			.containsPattern("bimpeai_stream_lag_seconds\\{account=\"default\",stream=\"front-desk\"} \\d")
			.containsPattern("bimpeai_stream_buffered\\{account=\"default\",stream=\"front-desk\"} \\d")
			.containsPattern("bimpeai_stream_silence_seconds\\{account=\"default\",stream=\"front-desk\"} \\d")
			.containsPattern(
					"bimpeai_stream_delivery_failures_total\\{account=\"default\",stream=\"front-desk\"} 0.0\\n")
			.containsPattern(
					"bimpeai_stream_checkpoint_failures_total\\{account=\"default\",stream=\"front-desk\"} 0.0\\n")
			.containsPattern("bimpeai_stream_delivery_seconds_count\\{.*outcome=\"DELIVERED\",stream=\"front-desk\"")
			.containsPattern("bimpeai_stream_connection_active_seconds_count\\{.*} 1\\n")
			.doesNotContain("Margherita", "ticket=", simulator.apiKey());
	}

	private String scrape(URI endpoint) throws Exception {
		return this.http.send(HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.ofString()).body();
	}

	/**
	 * A simulator that answers and has limits, as the application asks it when it starts.
	 */
	@TestConfiguration
	static class AnsweringSimulator {

		@Bean
		Simulator simulator() {
			return Simulator.start();
		}

	}

}
