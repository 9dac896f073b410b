package ai.bimpe.client;

import java.util.List;
import java.util.Map;

import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.support.Wire;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static ai.bimpe.client.core.RequestOption.header;
import static ai.bimpe.client.core.RequestOption.idempotencyKey;
import static ai.bimpe.client.core.RequestOption.requestId;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the headers that calls carry.
 */
class RequestHeadersTests {

	@RegisterExtension
	final Wire wire = new Wire();

	private final RetrySettings fast = RetrySettings.DEFAULTS.withInitialDelay(java.time.Duration.ofMillis(1));

	@Test
	void everyCallCarriesKeyAcceptAgentAndRequestId() throws Exception {
		this.wire.answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			bimpeai.request(Wire.GET, Map.class);
		}
		RecordedRequest request = this.wire.request();
		assertThat(request.getTarget()).isEqualTo("/api/v1/console/agents/agt_1");
		assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Wire.API_KEY);
		assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
		assertThat(request.getHeaders().get("User-Agent"))
			.matches("bimpeai-java/\\d+\\.\\d+\\.\\S+ \\(Java/\\d+; .+\\)");
		assertThat(request.getHeaders().get("X-Request-Id"))
			.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
	}

	@Test
	void requestIdAndIdempotencyKeyStayTheSameOverAllAttempts() throws Exception {
		this.wire.answer(500, "").answer(503, "").answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking().retry(this.fast).build()) {
			bimpeai.request(Wire.POST.body(Map.of("name", "x")), Map.class);
		}
		List<RecordedRequest> requests = List.of(this.wire.request(), this.wire.request(), this.wire.request());
		assertThat(requests).extracting((request) -> request.getHeaders().get("X-Request-Id"))
			.doesNotContainNull()
			.containsOnly(requests.get(0).getHeaders().get("X-Request-Id"));
		assertThat(requests).extracting((request) -> request.getHeaders().get("Idempotency-Key"))
			.doesNotContainNull()
			.containsOnly(requests.get(0).getHeaders().get("Idempotency-Key"));
	}

	@Test
	void twoCallsHaveTwoRequestIdsAndTwoIdempotencyKeys() throws Exception {
		this.wire.answerData("{}").answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			bimpeai.request(Wire.POST, Map.class);
			bimpeai.request(Wire.POST, Map.class);
		}
		RecordedRequest first = this.wire.request();
		RecordedRequest second = this.wire.request();
		assertThat(first.getHeaders().get("X-Request-Id")).isNotEqualTo(second.getHeaders().get("X-Request-Id"));
		assertThat(first.getHeaders().get("Idempotency-Key")).isNotEqualTo(second.getHeaders().get("Idempotency-Key"));
	}

	@Test
	void readsCarryNoIdempotencyKey() throws Exception {
		this.wire.answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			bimpeai.request(Wire.GET, Map.class);
		}
		assertThat(this.wire.request().getHeaders().get("Idempotency-Key")).isNull();
	}

	@Test
	void writesWithoutRetriesStillCarryAnIdempotencyKey() throws Exception {
		this.wire.answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking().maxRetries(0).build()) {
			bimpeai.request(Wire.POST, Map.class);
		}
		assertThat(this.wire.request().getHeaders().get("Idempotency-Key")).isNotBlank();
	}

	@Test
	void callerChoosesRequestIdIdempotencyKeyAndFurtherHeaders() throws Exception {
		this.wire.answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			bimpeai.request(Wire.POST, Map.class, requestId("req-1"), idempotencyKey("key-1"), header("X-Team", "red"));
		}
		RecordedRequest request = this.wire.request();
		assertThat(request.getHeaders().get("X-Request-Id")).isEqualTo("req-1");
		assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("key-1");
		assertThat(request.getHeaders().get("X-Team")).isEqualTo("red");
	}

	@Test
	void defaultHeadersAreSentButNeverReplaceTheClientsOwn() throws Exception {
		this.wire.answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking()
			.defaultHeader("X-Team", "red")
			.defaultHeader("authorization", "Bearer other")
			.defaultHeader("user-agent", "other")
			.defaultHeader("x-request-id", "other")
			.defaultHeader("accept", "text/html")
			.build()) {
			bimpeai.request(Wire.GET, Map.class);
		}
		RecordedRequest request = this.wire.request();
		assertThat(request.getHeaders().get("X-Team")).isEqualTo("red");
		assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer " + Wire.API_KEY);
		assertThat(request.getHeaders().values("Accept")).containsExactly("application/json");
		assertThat(request.getHeaders().get("User-Agent")).startsWith("bimpeai-java/");
		assertThat(request.getHeaders().get("X-Request-Id")).isNotEqualTo("other");
	}

	@Test
	void bodyIsSnakeCaseJsonWithItsLength() throws Exception {
		this.wire.answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			bimpeai.request(Wire.POST.body(new Sample("x", null)), Map.class);
		}
		RecordedRequest request = this.wire.request();
		assertThat(request.getBody()).isNotNull();
		assertThat(request.getBody().utf8()).isEqualTo("{\"display_name\":\"x\"}");
		assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
		assertThat(request.getHeaders().get("Content-Length")).isEqualTo("20");
	}

	record Sample(String displayName, @org.jspecify.annotations.Nullable String note) {

	}

}
