package ai.bimpe.samples.inbox.web;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Moment}.
 */
class MomentTests {

	private static final Instant NOW = Instant.parse("2026-11-22T13:00:00Z");

	@ParameterizedTest
	@CsvSource({ "2026-11-22T13:00:05Z, now", "2026-11-22T12:59:01Z, now", "2026-11-22T12:59:00Z, 1 min",
			"2026-11-22T12:00:01Z, 59 min", "2026-11-22T12:00:00Z, 1 h", "2026-11-21T13:00:01Z, 23 h",
			"2026-11-21T13:00:00Z, 1 d", "2026-11-15T13:00:01Z, 6 d", "2026-11-15T13:00:00Z, 15 Nov" })
	void saysHowLongAgo(Instant at, String expected) {
		assertThat(Moment.ago(at, NOW)).isEqualTo(expected);
	}

}
