package ai.bimpe.client.internal.http;

import java.time.DateTimeException;
import java.time.Instant;

import ai.bimpe.client.support.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Iso8601Parser}.
 */
class Iso8601ParserTests {

	@ParameterizedTest
	@ValueSource(strings = { "2026-07-04T07:55:53.440Z", "2026-07-04T07:55:53Z", "2026-07-04T07:55:53.1Z",
			"2026-07-04T07:55:53.123456789Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z",
			"2024-02-29T00:00:00Z" })
	void readsWhatTheJdkReads(String text) {
		assertThat(Iso8601Parser.canParse(text)).isTrue();
		assertThat(Iso8601Parser.parse(text)).isEqualTo(Instant.parse(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Z", "2026-07-04", "2026-07-04T07:55Z", "2026-07-04T07:55:53", "2026-07-04T07:55:53z",
			"2026-07-04 07:55:53Z", "2026-07-04T07:55:53.Z", "2026-07-04T07:55:53.1234567890Z",
			"2026-07-04T07:55:53,440Z", "2026-07-04T07:55:53+00:00Z", "+026-07-04T07:55:53Z",
			"2026-07-04T07:55:5\u0663Z", "2026-07-04T07:55:53.4/0Z", "2026-07-04T07:55:53.4:0Z" })
	void leavesOtherFormsToTheFormatter(String text) {
		assertThat(Iso8601Parser.canParse(text)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z",
			"2026-01-01T00:00:60Z" })
	void refusesWhatIsOnNoCalendar(String text) {
		assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Iso8601Parser.parse(text));
	}

	@Test
	void agreesWithTheJdkOnAnyInstant() {
		long from = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
		long to = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
		Seeds.check(10_000, (random) -> {
			Instant time = Instant.ofEpochSecond(random.nextLong(from, to), random.nextInt(1_000_000_000));
			assertThat(Iso8601Parser.canParse(time.toString())).isTrue();
			assertThat(Iso8601Parser.parse(time.toString())).isEqualTo(time);
		});
	}

}
