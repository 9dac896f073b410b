package ai.bimpe.client.internal.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads times as the server writes them, {@code 2026-07-04T07:55:53.440Z}, in a tenth of
 * the time that a formatter needs: it would take longer than the rest of a message.
 */
final class Iso8601Parser {

	private static final String FORM = "0000-00-00T00:00:00Z";

	private static final int SECONDS_END = FORM.length() - 1;

	private static final int MAX_FRACTION = 9;

	private Iso8601Parser() {
	}

	/**
	 * Tell whether a text has this form: date, time, a fraction of up to nine digits or
	 * none, and a {@code Z}.
	 * @param text the text
	 * @return whether it can be parsed here
	 */
	static boolean canParse(String text) {
		int last = text.length() - 1;
		if (last < SECONDS_END || text.charAt(last) != 'Z') {
			return false;
		}
		for (int i = 0; i < SECONDS_END; i++) {
			char expected = FORM.charAt(i);
			if ((expected == '0') ? !isDigit(text.charAt(i)) : text.charAt(i) != expected) {
				return false;
			}
		}
		return last == SECONDS_END || isFraction(text, last);
	}

	private static boolean isFraction(String text, int end) {
		int digits = end - SECONDS_END - 1;
		if (digits < 1 || digits > MAX_FRACTION || text.charAt(SECONDS_END) != '.') {
			return false;
		}
		for (int i = SECONDS_END + 1; i < end; i++) {
			if (!isDigit(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Parse a text of this form.
	 * @param text the text
	 * @return the time
	 * @throws DateTimeException when there is no such day or time of day
	 */
	static Instant parse(String text) {
		int nanos = 0;
		for (int i = 0; i < MAX_FRACTION; i++) {
			int at = SECONDS_END + 1 + i;
			nanos = nanos * 10 + ((at < text.length() - 1) ? text.charAt(at) - '0' : 0);
		}
		return LocalDateTime
			.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13), number(text, 14, 16),
					number(text, 17, 19), nanos)
			.toInstant(ZoneOffset.UTC);
	}

	private static boolean isDigit(char character) {
		return character >= '0' && character <= '9';
	}

	private static int number(String text, int from, int to) {
		int number = 0;
		for (int i = from; i < to; i++) {
			number = number * 10 + text.charAt(i) - '0';
		}
		return number;
	}

}
