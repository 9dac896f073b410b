package ai.bimpe.client.internal.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import ai.bimpe.client.errors.RateLimit;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Reads the headers that every answer can carry. A header that makes no sense is as good
 * as none.
 */
final class ResponseHeaders {

	/** Request ids are printed: what does not look like one could be any text. */
	private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

	private static final Duration LONGEST_WINDOW = Duration.ofDays(1);

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

	// By the clock of the server, which says both times.
	static @Nullable Duration untilReset(HttpHeaders headers, RateLimit rateLimit, Clock clock) {
		Instant resetAt = rateLimit.resetAt();
		if (resetAt == null) {
			return null;
		}
		Duration left = Duration.between(date(headers, clock), resetAt);
		return left.isNegative() ? Duration.ZERO : (left.compareTo(LONGEST_WINDOW) > 0) ? LONGEST_WINDOW : left;
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
		Instant date = instant(value);
		if (date == null) {
			return null;
		}
		Duration wait = Duration.between(clock.instant(), date);
		return wait.isNegative() ? Duration.ZERO : wait;
	}

	static Instant date(HttpHeaders headers, Clock clock) {
		String value = headers.getFirst(HttpHeaders.DATE);
		Instant date = (value != null) ? instant(value) : null;
		return (date != null) ? date : clock.instant();
	}

	// Parameters mean nothing: an event stream is always in UTF-8.
	static boolean isEventStream(HttpHeaders headers) {
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		return type != null && type.split(";", 2)[0].trim().equalsIgnoreCase(MediaType.TEXT_EVENT_STREAM_VALUE);
	}

	static String requestId(HttpHeaders headers, String otherwise) {
		return requestId(headers.getFirst(RequestHeaders.REQUEST_ID), otherwise);
	}

	static String requestId(@Nullable String told, String otherwise) {
		return (told != null && REQUEST_ID.matcher(told).matches()) ? told : otherwise;
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

	private static @Nullable Instant instant(String date) {
		try {
			return ZonedDateTime.parse(date.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static @Nullable Instant toInstant(@Nullable Long seconds) {
		return (seconds != null) ? Instant.ofEpochSecond(Math.min(seconds, Instant.MAX.getEpochSecond())) : null;
	}

}
