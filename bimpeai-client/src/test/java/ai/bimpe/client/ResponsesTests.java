package ai.bimpe.client;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.InvalidResponseException;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.support.Wire;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for how successful answers are read.
 */
class ResponsesTests {

	@RegisterExtension
	final Wire wire = new Wire();

	@Test
	void theEscapeHatchReturnsEverythingThatCameWithTheAnswer() {
		this.wire.answer(Wire.json(201, """
				{"message":"Success","data":{"a":1},"meta":{"total_count":37,"has_next_page":true,"shard":"x"}}""")
			.setHeader("X-Request-Id", "req-9")
			.setHeader("X-RateLimit-Limit", "120")
			.setHeader("X-RateLimit-Remaining", "117")
			.setHeader("X-RateLimit-Reset", "1783151760")
			.build());
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			ApiResponse<Map<String, Object>> response = bimpeai.request(Wire.GET.query("expand", "workflow"),
					new ParameterizedTypeReference<>() {
					});
			assertThat(response.data()).isEqualTo(Map.of("a", 1));
			assertThat(response.status()).isEqualTo(201);
			assertThat(response.requestId()).isEqualTo("req-9");
			assertThat(response.rateLimit()).isEqualTo(new RateLimit(120, 117, Instant.ofEpochSecond(1783151760)));
			assertThat(response.headers().getFirst("x-request-id")).isEqualTo("req-9");
			assertThat(response.meta().totalCount()).isEqualTo(37);
			assertThat(response.meta().hasNextPage()).isTrue();
			assertThat(response.meta().additionalProperties()).isEqualTo(Map.of("shard", "x"));
		}
	}

	@Test
	void rateLimitHeadersThatMakeNoSenseAreIgnored() {
		this.wire.answer(Wire.json(200, "{\"message\":\"Success\",\"data\":{}}")
			.setHeader("X-RateLimit-Limit", "many")
			.setHeader("X-RateLimit-Remaining", "-1")
			.setHeader("X-RateLimit-Reset", "99999999999999999999")
			.build());
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.request(Wire.GET, Map.class).rateLimit()).isEqualTo(new RateLimit(null, null, null));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html><body>SECRET</body></html>", "{\"foo\":\"SECRET\"}", "[\"SECRET\"]", "\"SECRET\"",
			"null", "{\"message\":\"SECRET", "", "{}" })
	void aSuccessThatIsNoEnvelopeIsATypedExceptionWithStatusAndRequestId(String body) {
		this.wire.answer(Wire.json(200, body).setHeader("X-Request-Id", "req-1").build()).answerData("{\"id\":\"a\"}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(InvalidResponseException.class)
				.isThrownBy(() -> bimpeai.agents().retrieve("agt_1"))
				.withMessageContaining("getAgent")
				.withMessageContaining("req-1")
				.withMessageNotContaining("SECRET")
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(200))
				.satisfies((ex) -> assertThat(ex.requestId()).isEqualTo("req-1"))
				.satisfies((ex) -> assertThat(ex.isRetryable()).isFalse());
			assertThat(this.wire.count()).isEqualTo(1);
			assertThat(bimpeai.agents().retrieve("agt_1").id()).isEqualTo("a");
		}
	}

	@Test
	void anAnswerWithoutTheDataThatTheOperationPromisesIsATypedException() {
		this.wire.answerData("null").answer(200, "{\"message\":\"Success\"}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(InvalidResponseException.class)
					.isThrownBy(() -> bimpeai.agents().retrieve("agt_1"))
					.withMessageContaining("carries no data");
			}
		}
	}

	@Test
	void nullWhereAListIsExpectedIsATypedExceptionThatLeavesTheClientUsable() {
		this.wire.answerData("null").answerData("[{\"id\":\"a\"}]");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(InvalidResponseException.class)
				.isThrownBy(() -> bimpeai.agents().list(ListQuery.create()));
			assertThat(bimpeai.agents().list(ListQuery.create()).data()).hasSize(1);
		}
	}

	@Test
	void aFieldOfTheWrongShapeCostsThatFieldAndARecordWithoutItsIdItself() {
		this.wire.answerData("[{\"id\":\"a\",\"created_at\":\"yesterday\"},{\"name\":\"lost\"},"
				+ "{\"created_at\":{\"SECRET\":1},\"id\":\"b\",\"name\":\"Ada\"}]");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			List<Agent> agents = bimpeai.agents().list(ListQuery.create()).data();
			assertThat(agents).extracting(Agent::id).containsExactly("a", "b");
			assertThat(agents).extracting(Agent::createdAt).containsOnlyNulls();
			assertThat(agents.get(1).name()).isEqualTo("Ada");
		}
	}

	@Test
	void dataOfTheWrongShapeIsATypedExceptionThatNamesThePlaceOnly() {
		this.wire.answerData("{\"created_at\":{\"SECRET\":1},\"id\":{\"SECRET\":1}}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(InvalidResponseException.class)
				.isThrownBy(() -> bimpeai.agents().retrieve("agt_1"))
				.withMessageContaining("data.id")
				.withMessageNotContaining("SECRET")
				.withNoCause();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 202, 204 })
	void everySuccessStatusWithoutBodyIsFineForAnOperationWithoutData(int status) {
		this.wire.answer(new MockResponse.Builder().code(status).build());
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			bimpeai.agents().delete("agt_1");
		}
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void aPageOfAProxyIsNoSuccessOfAnOperationWithoutData() {
		this.wire.answer(200, "<html>Please log in</html>");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(InvalidResponseException.class)
				.isThrownBy(() -> bimpeai.agents().delete("agt_1"));
		}
	}

	@Test
	void anUnknownEnumValueIsKept() {
		this.wire.answerData("{\"id\":\"a\",\"status\":\"hibernating\"}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().retrieve("agt_1").status()).hasToString("hibernating");
		}
	}

	@Test
	void rawControlCharactersInTextsAreRead() {
		this.wire.answerData("{\"id\":\"a\",\"name\":\"tab\there\"}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().retrieve("agt_1").name()).isEqualTo("tab\there");
		}
	}

	@Test
	void aPageOf300KilobytesIsRead() {
		String item = "{\"id\":\"" + "x".repeat(3000) + "\"}";
		this.wire.answerData("[" + String.join(",",
				List.of(item).stream().flatMap((one) -> java.util.Collections.nCopies(100, one).stream()).toList())
				+ "]");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.agents().list(ListQuery.create()).data()).hasSize(100);
		}
	}

	@Test
	void aBodyOverTheLimitIsATypedExceptionThatNamesTheProperty() {
		this.wire.answerData("\"" + "x".repeat(2000) + "\"").answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking().maxResponseSize(DataSize.ofBytes(1000)).build()) {
			assertThatExceptionOfType(InvalidResponseException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Object.class))
				.withMessageContaining("1000 bytes")
				.withMessageContaining("bimpeai.max-response-size");
			assertThat(bimpeai.request(Wire.GET, Map.class).status()).isEqualTo(200);
		}
		assertThat(this.wire.count()).isEqualTo(2);
	}

	@Test
	void moreLevelsThanAnyAnswerHasAreATypedException() {
		this.wire.answer(200, "{\"message\":\"x\",\"data\":" + "[".repeat(100_000));
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(InvalidResponseException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Object.class));
		}
	}

	@Test
	void compressedAnswersAreRead() throws Exception {
		java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
		try (java.util.zip.GZIPOutputStream gzip = new java.util.zip.GZIPOutputStream(bytes)) {
			gzip.write("{\"message\":\"Success\",\"data\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8));
		}
		this.wire.answer(new MockResponse.Builder().setHeader("Content-Type", "application/json")
			.setHeader("Content-Encoding", "gzip")
			.body(new okio.Buffer().write(bytes.toByteArray()))
			.build());
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThat(bimpeai.request(Wire.GET, Object.class).data()).isEqualTo(Map.of("a", 1));
		}
		assertThat(this.wire.request().getHeaders().get("Accept-Encoding")).contains("gzip");
	}

	@Test
	void aRedirectIsNotFollowed() {
		this.wire.answer(new MockResponse.Builder().code(302).setHeader("Location", "http://localhost:1/x").build());
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(ai.bimpe.client.errors.ApiException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Map.class))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(302));
		}
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void applicationsCanChangeHowJsonIsReadAndNothingElseDoes() {
		this.wire.answerData("{\"id\":\"a\"}");
		try (BimpeAI bimpeai = this.wire.blocking()
			.json((builder) -> builder
				.propertyNamingStrategy(tools.jackson.databind.PropertyNamingStrategies.LOWER_CAMEL_CASE))
			.build()) {
			assertThat(bimpeai.request(Wire.GET, Renamed.class).data()).isEqualTo(new Renamed("a"));
		}
	}

	record Renamed(String id) {

	}

}
