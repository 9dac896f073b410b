package ai.bimpe.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.stream.StreamOptions;
import ai.bimpe.client.support.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.web.client.ApiVersionInserter;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what the application's WebClient adds to requests by default is not sent to
 * the API, and that its filters are used.
 */
class ApplicationDefaultsTests {

	@RegisterExtension
	final RawServer server = new RawServer();

	private final WebClient.Builder builder = WebClient.builder()
		.baseUrl("https://elsewhere.example/base")
		.defaultUriVariables(Map.of("agentId", "other"))
		.defaultHeader("X-App", "SECRET")
		.defaultHeader("Authorization", "Bearer SECRET")
		.defaultHeader("Accept", "text/plain")
		.defaultCookie("session", "SECRET")
		.defaultApiVersion(2)
		.apiVersionInserter(ApiVersionInserter.builder().usePathSegment(0).useHeader("X-Version").build())
		.defaultRequest((request) -> request.header("X-Default", "SECRET").cookie("other", "SECRET").apiVersion(3))
		.defaultStatusHandler((status) -> true, (response) -> {
			throw new IllegalStateException("Handler of the application");
		})
		.filter((request, next) -> next.exchange(ClientRequest.from(request).header("X-Filter", "kept").build()));

	@Test
	void callsAreSentWithoutThem() {
		this.server.answer(RawServer.json("{\"message\":\"Success\",\"data\":{}}"));
		try (BimpeAI bimpeai = this.server.blocking()
			.webClientBuilder(this.builder)
			.defaultHeader("X-Ours", "kept")
			.build()) {
			bimpeai.request(ApiRequest.get("/agents/{agentId}", "agt_1"), Map.class);
			bimpeai.request(ApiRequest.post("/agents").body(Map.of("name", "Ada")), Map.class);
		}
		List<String> requests = this.server.requests();
		assertThat(requests.get(0)).startsWith("GET /api/v1/console/agents/agt_1 HTTP/1.1\r\n");
		assertThat(requests.get(1)).startsWith("POST /api/v1/console/agents HTTP/1.1\r\n");
		assertThat(requests).allSatisfy((request) -> {
			assertThat(request).contains("X-Filter: kept", "X-Ours: kept")
				.doesNotContainIgnoringCase("Cookie:", "X-App", "X-Default", "X-Version", "text/plain");
			assertThat(request.replace("Bearer sk_test_SECRET", "")).doesNotContain("SECRET");
			assertThat(request.lines().filter((line) -> line.startsWith("Accept: "))).hasSize(1);
		});
	}

	@Test
	void streamsAreOpenedWithoutThem() {
		this.server.answer((request, out) -> {
			out.write(RawServer.STREAM_UNTIL_CLOSE + "data: {\"id\":\"m\"}\n\n");
			out.close();
		});
		try (ReactiveBimpeAI bimpeai = this.server.reactive().webClientBuilder(this.builder).build()) {
			bimpeai.conversations()
				.messages()
				.stream("agt_1", "cnv_1", StreamOptions.create().reconnect(false))
				.events()
				.blockLast(Duration.ofSeconds(30));
		}
		String stream = this.server.requests().get(1);
		assertThat(stream).startsWith("GET /api/v1/console/agents/agt_1/conversations/cnv_1/stream?ticket=")
			.doesNotContainIgnoringCase("Cookie:", "X-App", "X-Default", "X-Version", "X-Filter", "Authorization");
	}

	@Test
	void baseUrlOfTheApplicationMayHoldVariables() {
		this.server.answer(RawServer.json("{\"message\":\"Success\",\"data\":{}}"));
		WebClient.Builder builder = WebClient.builder().baseUrl("https://{region}.elsewhere.example");
		try (BimpeAI bimpeai = this.server.blocking().webClientBuilder(builder).build()) {
			bimpeai.request(ApiRequest.get("/agents"), Map.class);
		}
		assertThat(this.server.requests()).hasSize(1);
	}

}
