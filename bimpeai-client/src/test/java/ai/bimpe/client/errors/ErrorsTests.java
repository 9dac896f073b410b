package ai.bimpe.client.errors;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.support.Wire;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for the exceptions that failed answers become.
 */
class ErrorsTests {

	private static final Instant NOW = Instant.parse("2026-07-04T08:00:00Z");

	@RegisterExtension
	final Wire wire = new Wire();

	@ParameterizedTest
	@CsvSource({ "400,bad_request,BadRequestException,false", "400,validation_error,ValidationException,false",
			"401,api_key_invalid,AuthenticationException,false",
			"403,insufficient_scope,PermissionDeniedException,false", "404,not_found,NotFoundException,false",
			"409,conflict,ConflictException,false", "429,too_many_requests,RateLimitException,true",
			"500,internal_error,InternalServerException,true", "502,,InternalServerException,true",
			"501,not_implemented,ApiNotImplementedException,false", "418,teapot,ApiException,false",
			"408,,ApiException,true" })
	void theStatusChoosesTheException(int status, String code, String type, boolean retryable) {
		ApiException ex = fail(Wire.json(status, "{\"message\":\"SECRET\",\"code\":\"" + code + "\"}").build());
		assertThat(ex.getClass().getSimpleName()).isEqualTo(type);
		assertThat(ex.status()).isEqualTo(status);
		assertThat(ex.code()).isEqualTo(new ErrorCode("" + code));
		assertThat(ex.isRetryable()).isEqualTo(retryable);
	}

	@Test
	void everyNamedCodeIsKnownAndNoOther() {
		assertThat(ErrorCode.class.getFields()).isNotEmpty()
			.extracting((field) -> (ErrorCode) field.get(null))
			.allMatch(ErrorCode::isKnown);
		assertThat(new ErrorCode("made_up").isKnown()).isFalse();
	}

	@Test
	void anExceptionKnowsEverythingOfTheAnswer() {
		ApiException ex = fail(Wire.json(404,
				"""
						{"message":"Agent not found","error":"Not Found","code":"not_found","statusCode":404,"request_id":"body-1"}""")
			.setHeader("X-Request-Id", "header-1")
			.build());
		assertThat(ex.code()).isEqualTo(ErrorCode.NOT_FOUND);
		assertThat(ex.requestId()).isEqualTo("header-1");
		assertThat(ex.response().detail()).isEqualTo("Agent not found");
		assertThat(ex.body()).contains("body-1");
		assertThat(ex.headers().getFirst("x-request-id")).isEqualTo("header-1");
	}

	@Test
	void theRequestIdOfTheBodyCountsWhenTheHeaderIsMissing() {
		ApiException ex = fail(Wire.json(404, "{\"message\":\"x\",\"request_id\":\"body-1\"}").build());
		assertThat(ex.requestId()).isEqualTo("body-1");
	}

	@Test
	void theRequestIdThatWasSentCountsWhenTheServerNamesNone() throws Exception {
		ApiException ex = fail(Wire.json(404, "").build());
		assertThat(ex.requestId()).isEqualTo(this.wire.request().getHeaders().get("X-Request-Id"));
	}

	@Test
	void messagesNameOperationStatusCodeAndRequestIdButNothingOfTheBodyOrQuery() {
		this.wire.answer(Wire.json(400, "{\"message\":\"SECRET\",\"code\":\"bad_request\"}")
			.setHeader("X-Request-Id", "req-1")
			.build());
		try (BimpeAI bimpeai = this.wire.blocking().build()) {
			ApiException ex = catchThrowableOfType(ApiException.class,
					() -> bimpeai.request(Wire.GET.query("search", "SECRET"), Map.class));
			assertThat(ex).hasMessage("request failed: 400 bad_request (request id req-1)");
			assertThat(ex.response().toString()).doesNotContain("SECRET");
		}
	}

	@Test
	void aCodeThatDoesNotLookLikeOneIsKeptButNotPrinted() {
		ApiException ex = fail(Wire.json(400, "{\"message\":\"x\",\"code\":\"My SECRET\"}").build());
		assertThat(ex.code()).isEqualTo(new ErrorCode("My SECRET"));
		assertThat(ex.getMessage()).doesNotContain("SECRET");
	}

	@Test
	void fieldErrorsAreReadFromTheListOfMessages() {
		ValidationException ex = (ValidationException) fail(Wire.json(400, """
				{"message":["name: should not be empty","workflow_id: must be: a string","no path here"],
				"code":"validation_error"}""").build());
		assertThat(ex.fieldErrors()).containsExactly(new FieldError("name", "should not be empty"),
				new FieldError("workflow_id", "must be: a string"), new FieldError("", "no path here"));
	}

	@Test
	void fieldErrorsAreReadFromTheListOfObjects() {
		ValidationException ex = (ValidationException) fail(Wire.json(400, """
				{"code":"validation_error","message":"The request was not valid.",
				"errors":[{"path":"destination","message":"must match the E.164 form"},{"message":"whole"}]}""")
			.build());
		assertThat(ex.fieldErrors()).containsExactly(new FieldError("destination", "must match the E.164 form"),
				new FieldError("", "whole"));
		assertThat(ex.response().detail()).isEqualTo("The request was not valid.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { "name:must be set | name | must be set",
			"name : must be set | name | must be set", "rules[0].name:\tmust be set | rules[0].name | must be set",
			"a.b-c_d: x: y | a.b-c_d | x: y", "see https://x.example | - | see https://x.example",
			"https://x.example is no picture | - | https://x.example is no picture",
			"10:30 is no time | - | 10:30 is no time", "must be: a text | - | must be: a text", "name: | - | name:" })
	void aFieldIsSetApartWithAndWithoutASpace(String entry, String path, String message) {
		ValidationException ex = (ValidationException) fail(
				Wire.json(400, "{\"message\":[\"" + entry.replace("\t", "\\t") + "\"]}").build());
		assertThat(ex.fieldErrors()).containsExactly(new FieldError(path.equals("-") ? "" : path, message));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"errors\":[\"name:must be set\"]}", "{\"errors\":{\"name\":[\"must be set\"]}}",
			"{\"errors\":{\"name\":\"must be set\"}}",
			"{\"errors\":[{\"field\":\"name\",\"message\":\"must be set\"}]}",
			"{\"errors\":[{\"path\":[\"name\"],\"message\":[\"must be set\"]}]}",
			"{\"errors\":[{\"property\":\"name\",\"constraints\":{\"isNotEmpty\":\"must be set\"}}]}",
			"{\"message\":[{\"property\":\"name\",\"constraints\":{\"isNotEmpty\":\"must be set\"}}]}" })
	void fieldErrorsAreFoundInTheFormsOfOtherFrameworks(String body) {
		ValidationException ex = (ValidationException) fail(Wire.json(400, body).build());
		assertThat(ex.fieldErrors()).containsExactly(new FieldError("name", "must be set"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"message\":[\"one\",\"two\"]}", "{\"message\":\"one; two\"}",
			"{\"error\":{\"message\":\"one; two\"}}", "{\"error\":\"one; two\"}",
			"{\"message\":[null,\"one\",7,{\"message\":\"two\"}]}" })
	void theDetailIsTheTextOfTheServerInAnyForm(String body) {
		ApiException ex = fail(Wire.json(404, body).build());
		assertThat(ex.response().detail()).isEqualTo("one; two");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>502</html>", "[]", "\"text\"", "{\"message\":5,\"code\":[],\"errors\":7}",
			"{\"message\":[1,null,{}],\"errors\":[null,1,{\"path\":\"x\"}]}", "{\"a\":", "\u0000\u0001" })
	void anyBodyOfAnErrorIsSurvived(String body) {
		ApiException ex = fail(Wire.json(400, body).build());
		assertThat(ex).isInstanceOf(BadRequestException.class);
		assertThat(ex.code()).isNull();
	}

	@Test
	void aRateLimitTellsWhenToComeBack() {
		RateLimitException ex = (RateLimitException) fail(Wire.json(429, "{}")
			.setHeader("Retry-After", "7")
			.setHeader("X-RateLimit-Limit", "120")
			.setHeader("X-RateLimit-Remaining", "0")
			.setHeader("X-RateLimit-Reset", "1783151760")
			.build());
		assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(7));
		assertThat(ex.limit()).isEqualTo(120);
		assertThat(ex.remaining()).isZero();
		assertThat(ex.resetAt()).isEqualTo(Instant.ofEpochSecond(1783151760));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "Sat, 4 Jul 2026 08:00:30 GMT | PT30S", "Sat, 4 Jul 2026 07:00:00 GMT | PT0S", "soon | -",
					"-5 | -", "1.5 | PT1.5S", "99999999999999999999 | PT876000H" })
	void retryAfterIsReadAsSecondsOrDateOrNotAtAll(String value, Duration expected) {
		ApiException ex = fail(Wire.json(429, "{}").setHeader("Retry-After", value).build());
		assertThat(ex.retryAfter()).isEqualTo(expected);
	}

	@Test
	void anErrorBodyOverTheLimitIsStillTheErrorOfItsStatus() {
		this.wire.answer(404, "x".repeat(2000));
		try (BimpeAI bimpeai = this.wire.blocking()
			.maxResponseSize(org.springframework.util.unit.DataSize.ofBytes(100))
			.build()) {
			NotFoundException ex = catchThrowableOfType(NotFoundException.class,
					() -> bimpeai.request(Wire.GET, Map.class));
			assertThat(ex.response().body()).isNull();
		}
	}

	@Test
	void exceptionsShowTheCallerAndCanBeSerialized() throws Exception {
		ApiException ex = fail(Wire.json(404, "").build());
		new java.io.ObjectOutputStream(new java.io.ByteArrayOutputStream()).writeObject(ex);
		assertThat(ex.getSuppressed()).isNotEmpty();
	}

	private ApiException fail(MockResponse response) {
		this.wire.answer(response);
		try (BimpeAI bimpeai = this.wire.blocking().maxRetries(0).clock(Clock.fixed(NOW, ZoneOffset.UTC)).build()) {
			return catchThrowableOfType(ApiException.class, () -> bimpeai.request(Wire.GET, Map.class));
		}
	}

}
