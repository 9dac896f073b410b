package ai.bimpe.client.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import ai.bimpe.client.RateLimit;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Reads the headers that every answer can carry. A header that makes no sense is as good
 * as none.
 */
final class ResponseHeaders {

	private static final RateLimit NO_RATE_LIMIT = new RateLimit(null, null, null);

	private ResponseHeaders() {
	}

	static RateLimit rateLimit(HttpHeaders headers) {
		Long limit = number(headers.getFirst("X-RateLimit-Limit"));
		Long remaining = number(headers.getFirst("X-RateLimit-Remaining"));
		Long reset = number(headers.getFirst("X-RateLimit-Reset"));
		if (limit == null && remaining == null && reset == null) {
			return NO_RATE_LIMIT;
		}
		return new RateLimit(toInteger(limit), toInteger(remaining), toInstant(reset));
	}

	static @Nullable Duration retryAfter(HttpHeaders headers, Clock clock) {
		String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null) {
			return null;
		}
		Long seconds = number(value);
		if (seconds != null) {
			return Duration.ofSeconds(seconds);
		}
		try {
			Instant date = ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			Duration wait = Duration.between(clock.instant(), date);
			return wait.isNegative() ? Duration.ZERO : wait;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	static String requestId(HttpHeaders headers, String sent) {
		String echoed = headers.getFirst(RequestHeaders.REQUEST_ID);
		return (echoed == null || echoed.isBlank()) ? sent : echoed;
	}

	private static @Nullable Long number(@Nullable String value) {
		try {
			Long number = (value != null) ? Long.valueOf(value.trim()) : null;
			return (number != null && number >= 0) ? number : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static @Nullable Integer toInteger(@Nullable Long value) {
		return (value != null) ? (int) Math.min(value, Integer.MAX_VALUE) : null;
	}

	private static @Nullable Instant toInstant(@Nullable Long seconds) {
		return (seconds != null) ? Instant.ofEpochSecond(Math.min(seconds, Instant.MAX.getEpochSecond())) : null;
	}

}
