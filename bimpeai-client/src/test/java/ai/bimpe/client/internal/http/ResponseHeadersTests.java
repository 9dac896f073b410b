package ai.bimpe.client.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import ai.bimpe.client.errors.RateLimit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the headers of an answer in the forms that servers and proxies send.
 */
class ResponseHeadersTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-04T08:00:00Z"), ZoneOffset.UTC);

	private final HttpHeaders headers = new HttpHeaders();

	@ParameterizedTest
	@CsvSource({ "0, PT0S", "7, PT7S", "' 7 ', PT7S", "+7, PT7S", "007, PT7S", "1.5, PT1.5S", "1., PT1S", ".5, PT0.5S",
			"0.0000000001, PT0.000000001S", "2.999999999999, PT3S" })
	void retryAfterIsANumberOfSecondsWithOrWithoutFraction(String value, Duration expected) {
		assertThat(retryAfter(value)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "99999999999999999999", "9223372036854775807", "9223372036854775808.5",
			"00000000000000000000000000099999999999999999999" })
	void retryAfterThatNoTimerCanCountIsAVeryLongTime(String value) {
		assertThat(retryAfter(value)).isEqualTo(Duration.ofDays(36_500));
	}

	@Test
	void numberOfAnyLengthIsRead() {
		assertThat(retryAfter("9".repeat(8000))).isEqualTo(Duration.ofDays(36_500));
		assertThat(retryAfter("0".repeat(8000) + "1." + "0".repeat(8000))).isEqualTo(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "-1", "-0.5", ".", "1.5.5", "1,5", "1e9", "0x10", "NaN", "Infinity", "soon",
			"Sat, 99 Jul 2026 08:00:30 GMT" })
	void retryAfterThatMakesNoSenseIsAsGoodAsNone(String value) {
		assertThat(retryAfter(value)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sat, 4 Jul 2026 08:00:30 GMT", "Sat, 04 Jul 2026 08:00:30 GMT",
			"Saturday, 04-Jul-26 08:00:30 GMT", "Sat Jul  4 08:00:30 2026", "Sat, 04 Jul 2026 10:00:30 +0200" })
	void retryAfterIsADateInAnyOfTheFormsOfHttp(String value) {
		assertThat(retryAfter(value)).isEqualTo(Duration.ofSeconds(30));
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-07-04T08:02:00Z", "2026-07-04T07:58:00Z", "1990-01-01T00:00:00Z" })
	void dateIsComparedWithTheClockOfTheServer(String ours) {
		this.headers.set(HttpHeaders.DATE, "Sat, 4 Jul 2026 08:00:25 GMT");
		this.headers.set(HttpHeaders.RETRY_AFTER, "Sat, 4 Jul 2026 08:00:30 GMT");
		Clock clock = Clock.fixed(Instant.parse(ours), ZoneOffset.UTC);
		assertThat(ResponseHeaders.retryAfter(this.headers, clock)).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void dateThatHasPassedIsNow() {
		assertThat(retryAfter("Sat, 4 Jul 2026 07:00:00 GMT")).isZero();
	}

	@Test
	void rateLimitIsReadFromNumbersOfAnyForm() {
		this.headers.set("X-RateLimit-Limit", "120.0");
		this.headers.set("X-RateLimit-Remaining", "2147483648");
		this.headers.set("X-RateLimit-Reset", "1783152000.25");
		RateLimit rateLimit = ResponseHeaders.rateLimit(this.headers);
		assertThat(rateLimit.limit()).isEqualTo(120);
		assertThat(rateLimit.remaining()).isEqualTo(Integer.MAX_VALUE);
		assertThat(rateLimit.resetAt()).isEqualTo(Instant.parse("2026-07-04T08:00:00.250Z"));
	}

	@Test
	void resetThatIsFarAwayIsNotWaitedForLongerThanADay() {
		this.headers.set("X-RateLimit-Reset", "999999999999999999");
		RateLimit rateLimit = ResponseHeaders.rateLimit(this.headers);
		assertThat(rateLimit.resetAt()).isEqualTo(Instant.MAX.truncatedTo(ChronoUnit.SECONDS));
		assertThat(ResponseHeaders.untilReset(this.headers, rateLimit, CLOCK)).isEqualTo(Duration.ofDays(1));
	}

	@Test
	void longestRetryAfterCountsWhenThereAreSeveral() {
		this.headers.add(HttpHeaders.RETRY_AFTER, "soon");
		this.headers.add(HttpHeaders.RETRY_AFTER, "1");
		this.headers.add(HttpHeaders.RETRY_AFTER, "Sat, 4 Jul 2026 08:00:30 GMT");
		this.headers.add(HttpHeaders.RETRY_AFTER, "2");
		assertThat(ResponseHeaders.retryAfter(this.headers, CLOCK)).isEqualTo(Duration.ofSeconds(30));
	}

	private @Nullable Duration retryAfter(String value) {
		this.headers.set(HttpHeaders.RETRY_AFTER, value);
		return ResponseHeaders.retryAfter(this.headers, CLOCK);
	}

}
