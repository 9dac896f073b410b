package ai.bimpe.client.internal.http;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

	/** What is wrong with an answer that has a content coding. */
	static final String CODED = "it has a content coding (Content-Encoding) that was not asked for";

	/** Request ids are printed: what does not look like one could be any text. */
	private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

	/** The three forms that RFC 9110 asks every recipient to accept. */
	private static final List<DateTimeFormatter> DATES = List.of(DateTimeFormatter.RFC_1123_DATE_TIME,
			new DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
				.appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
				.appendPattern(" HH:mm:ss 'GMT'")
				.toFormatter(Locale.ENGLISH)
				.withZone(ZoneOffset.UTC),
			DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC));

	private static final int NANO_DIGITS = 9;

	private static final Duration LONGEST_WINDOW = Duration.ofDays(1);

	private static final RateLimit NO_RATE_LIMIT = new RateLimit(null, null, null);

	private ResponseHeaders() {
	}

	static RateLimit rateLimit(HttpHeaders headers) {
		BigDecimal limit = count(headers.getFirst("X-RateLimit-Limit"));
		BigDecimal remaining = count(headers.getFirst("X-RateLimit-Remaining"));
		BigDecimal reset = count(headers.getFirst("X-RateLimit-Reset"));
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

	/**
	 * Return how long the server asks to wait. A date is compared with that of the server
	 * itself, whose clock may differ from ours.
	 * @param headers the headers of the answer
	 * @param clock tells the time of an answer without a date
	 * @return at most {@link HeaderNumbers#LONGEST}; {@code null} when the server does
	 * not ask
	 */
	static @Nullable Duration retryAfter(HttpHeaders headers, Clock clock) {
		// A proxy may have added one of its own.
		return headers.getOrEmpty(HttpHeaders.RETRY_AFTER)
			.stream()
			.map((value) -> retryAfter(value, headers, clock))
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.orElse(null);
	}

	private static @Nullable Duration retryAfter(String value, HttpHeaders headers, Clock clock) {
		Duration seconds = HeaderNumbers.seconds(value);
		if (seconds != null) {
			return seconds;
		}
		Instant until = instant(value);
		if (until == null) {
			return null;
		}
		Duration wait = Duration.between(date(headers, clock), until);
		return wait.isNegative() ? Duration.ZERO
				: (wait.compareTo(HeaderNumbers.LONGEST) < 0) ? wait : HeaderNumbers.LONGEST;
	}

	static Instant date(HttpHeaders headers, Clock clock) {
		Instant date = date(headers);
		return (date != null) ? date : clock.instant();
	}

	static @Nullable Instant date(HttpHeaders headers) {
		String value = headers.getFirst(HttpHeaders.DATE);
		return (value != null) ? instant(value) : null;
	}

	// Not whether it is one that we could undo: a proxy may add one nobody asked for.
	static boolean isCoded(HttpHeaders headers) {
		return headers.getValuesAsList(HttpHeaders.CONTENT_ENCODING)
			.stream()
			.map(String::trim)
			.anyMatch((coding) -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
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

	private static @Nullable BigDecimal count(@Nullable String value) {
		BigDecimal number = HeaderNumbers.read(value);
		return (number != null && number.compareTo(HeaderNumbers.LARGEST) < 0) ? number : null;
	}

	private static @Nullable Integer toInteger(@Nullable BigDecimal value) {
		return (value != null) ? value.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue() : null;
	}

	private static @Nullable Instant instant(String date) {
		for (DateTimeFormatter form : DATES) {
			try {
				return form.parse(date.trim(), Instant::from);
			}
			catch (DateTimeException ex) {
				// Another form, or no date at all.
			}
		}
		return null;
	}

	private static @Nullable Instant toInstant(@Nullable BigDecimal seconds) {
		if (seconds == null) {
			return null;
		}
		long whole = Math.min(seconds.longValue(), Instant.MAX.getEpochSecond());
		return Instant.ofEpochSecond(whole, seconds.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS).longValue());
	}

}
