package ai.bimpe.client;

import java.time.Duration;
import java.util.Map;

import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.core.RetrySettings;
import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static ai.bimpe.client.core.RequestOption.header;
import static ai.bimpe.client.core.RequestOption.idempotencyKey;
import static ai.bimpe.client.core.RequestOption.maxRetries;
import static ai.bimpe.client.core.RequestOption.requestId;
import static ai.bimpe.client.core.RequestOption.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for arguments and settings that are refused before anything is sent.
 */
class BadInputTests {

	@RegisterExtension
	final Wire wire = new Wire();

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "..", "a\nb", "a\u0000b", "\u007f" })
	void anIdThatCannotBeOneIsRefusedAndNamed(String id) {
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(UserException.class).isThrownBy(() -> bimpeai.agents().retrieve(id))
				.withMessageContaining("'agentId'");
		}
		assertThat(this.wire.count()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a/../../secret?x=1 | a%2F..%2F..%2Fsecret%3Fx%3D1
			a b+c              | a%20b%2Bc
			ä€😀               | %C3%A4%E2%82%AC%F0%9F%98%80
			a%2Fb              | a%252Fb
			a;b=c&d#e          | a%3Bb%3Dc%26d%23e
			""")
	void anIdNeverLeavesItsSegment(String id, String encoded) throws Exception {
		this.wire.answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			bimpeai.agents().retrieve(id);
		}
		assertThat(this.wire.request().getTarget()).isEqualTo("/api/v1/console/agents/" + encoded);
	}

	@Test
	void queryValuesAreEncoded() throws Exception {
		this.wire.answerData("[]");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			bimpeai.agents().list(ListQuery.create().search("a&b=c d").limit(5).sort("-created_at"));
		}
		assertThat(this.wire.request().getTarget())
			.isEqualTo("/api/v1/console/agents?limit=5&search=a%26b%3Dc%20d&sort=-created_at");
	}

	@ParameterizedTest
	@ValueSource(strings = { "agents", "/agents/../x", "/agents?x=1", "/agents/./y", "/agents/a b" })
	void aPathOfTheEscapeHatchMustBePlain(String path) {
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(ApiRequest.get(path), Map.class));
		}
		assertThat(this.wire.count()).isZero();
	}

	@Test
	void asManyIdsAsThePathTakesAreWanted() {
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(ApiRequest.get("/agents/{agentId}"), Map.class))
				.withMessageContaining("takes 1 path variables, but got 0");
		}
	}

	@Test
	void aHeaderValueWithControlCharactersIsRefusedWithoutBeingShown() {
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Map.class, header("X-Team", "red\r\nX-Evil: 1")))
				.withMessageContaining("'X-Team'")
				.withMessageNotContaining("Evil");
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Map.class, requestId("a\nb")))
				.withMessageContaining("'requestId'");
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(Wire.POST, Map.class, idempotencyKey("a\rb")))
				.withMessageContaining("'idempotencyKey'");
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Map.class, header("X Team", "red")));
		}
		assertThat(this.wire.count()).isZero();
	}

	@Test
	void anIdempotencyKeyHasAtMost255Characters() throws Exception {
		this.wire.answerData("{}");
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			bimpeai.request(Wire.POST, Map.class, idempotencyKey("k".repeat(255)));
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(Wire.POST, Map.class, idempotencyKey("k".repeat(256))))
				.withMessageContaining("1 to 255");
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(Wire.POST, Map.class, idempotencyKey(" ")));
		}
		assertThat(this.wire.count()).isEqualTo(1);
	}

	@Test
	void aHeaderOfTheClientCannotBeGivenToACall() {
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Map.class, header("Authorization", "Bearer other")));
		}
	}

	@Test
	void optionsOutOfRangeAreRefused() {
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Map.class, timeout(Duration.ZERO)))
				.withMessageContaining("'timeout'");
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(Wire.GET, Map.class, maxRetries(-1)))
				.withMessageContaining("'max-retries'");
		}
	}

	@Test
	void limitAndPageOutOfRangeAreRefused() {
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> ListQuery.create().limit(0))
			.withMessageContaining("'limit' must be from 1 to 100, but is 0");
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> ListQuery.create().limit(101));
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> ListQuery.create().page(0))
			.withMessageContaining("'page'");
	}

	@Test
	void anApiKeyThatIsEmptyIsRefusedAtConstruction() {
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> BimpeAI.create(" "))
			.withMessageContaining("bimpeai.api-key");
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> ReactiveBimpeAI.builder().build());
	}

	@Test
	void anApiKeyThatCannotBeSentIsRefusedWithoutBeingShown() {
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> BimpeAI.create("sk_\nSECRET"))
			.withMessageNotContaining("SECRET");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "api.bimpe.ai", "ftp://api.bimpe.ai", "https://", "https://user:SECRET@api.bimpe.ai",
			"https://api.bimpe.ai?key=SECRET", "https://api.bimpe.ai#x", "https://a b" })
	void aBaseUrlThatIsNoneIsRefusedWithoutBeingShown(String baseUrl) {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> BimpeAI.builder().apiKey("sk_1").baseUrl(baseUrl).build())
			.withMessageContaining("bimpeai.base-url")
			.withMessageNotContaining("SECRET");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.bimpe.ai/api/v1/console", "https://api.bimpe.ai/api/v1/console/",
			"https://api.bimpe.ai//api//v1/console", "https://gateway.example/bimpeai/API/v1/console/agents",
			"https://api.bimpe.ai/api/v1/consol%65" })
	void aBaseUrlThatHoldsThePathOfTheApiIsRefused(String baseUrl) {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> BimpeAI.builder().apiKey("sk_1").baseUrl(baseUrl).build())
			.withMessageContaining("must not hold the path of the API")
			.withMessageContaining("bimpeai.base-url");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "//", "/api", "/api/v1/consoles", "/bimpeai/" })
	void aPathOfAGatewayIsKept(String path) {
		BimpeAI.builder().apiKey("sk_1").baseUrl("https://gateway.example" + path).build().close();
	}

	@Test
	void plainHttpIsForLoopbackOnlyUnlessAllowed() {
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> BimpeAI.builder().apiKey("sk_1").baseUrl("http://api.example").build())
			.withMessageContaining("bimpeai.allow-insecure-base-url");
		BimpeAI.builder().apiKey("sk_1").baseUrl("http://api.example").allowInsecureBaseUrl(true).build().close();
		BimpeAI.builder().apiKey("sk_1").baseUrl("http://localhost:1").build().close();
		BimpeAI.builder().apiKey("sk_1").baseUrl("http://[::1]:1").build().close();
	}

	@Test
	void settingsOutOfRangeAreRefused() {
		BimpeAIBuilder<BimpeAI> builder = this.wire.blocking();
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> builder.timeout(Duration.ZERO).build());
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> this.wire.blocking().connectTimeout(Duration.ofSeconds(-1)).build())
			.withMessageContaining("connect-timeout");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> this.wire.blocking().connectTimeout(Duration.ofNanos(1)).build())
			.withMessageContaining("connect-timeout");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> this.wire.blocking().connectTimeout(Duration.ofDays(25)).build())
			.withMessageContaining("connect-timeout");
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> this.wire.blocking().maxRetries(-1).build());
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> this.wire.blocking().maxResponseSize(DataSize.ofBytes(0)).build())
			.withMessageContaining("max-response-size");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> this.wire.blocking().maxEventSize(DataSize.ofTerabytes(1)).build())
			.withMessageContaining("max-event-size");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> RetrySettings.DEFAULTS.withInitialDelay(Duration.ZERO))
			.withMessageContaining("retry.initial-delay");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> RetrySettings.DEFAULTS.withMaxDelay(Duration.ofMillis(1)))
			.withMessageContaining("retry.max-delay");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> RetrySettings.DEFAULTS.withMultiplier(Double.NaN))
			.withMessageContaining("retry.multiplier");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> RetrySettings.DEFAULTS.withMaxRetryAfter(Duration.ofSeconds(-1)))
			.withMessageContaining("retry.max-retry-after");
	}

	@Test
	void aBodyThatCannotBeWrittenIsRefusedWithoutBeingShown() {
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			assertThatExceptionOfType(UserException.class)
				.isThrownBy(() -> bimpeai.request(Wire.POST.body(new Unwritable()), Map.class))
				.withMessageNotContaining("SECRET");
		}
		assertThat(this.wire.count()).isZero();
	}

	public static class Unwritable {

		public String getText() {
			throw new IllegalStateException("SECRET");
		}

	}

}
