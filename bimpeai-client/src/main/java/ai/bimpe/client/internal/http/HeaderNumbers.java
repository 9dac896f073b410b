package ai.bimpe.client.internal.http;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads numbers of headers as they come: with and without a fraction, and larger than any
 * type holds. No sign but a plus, no exponent.
 */
final class HeaderNumbers {

	/** Timers count nanoseconds, in less than three hundred years. */
	static final Duration LONGEST = Duration.ofDays(36_500);

	/** Stands for every number of more digits than a {@code long} certainly holds. */
	static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

	private static final Pattern FORM = Pattern.compile("\\+?0*(\\d*)(?:\\.(\\d*))?");

	private static final int MAX_DIGITS = 18;

	private static final int NANO_DIGITS = 9;

	private HeaderNumbers() {
	}

	/**
	 * Read a number that is not negative.
	 * @param value the value of the header, or {@code null}
	 * @return the number, rounded up to nine places and at most {@link #LARGEST};
	 * {@code null} when the value is no number
	 */
	static @Nullable BigDecimal read(@Nullable String value) {
		if (value == null) {
			return null;
		}
		Matcher matcher = FORM.matcher(value.trim());
		if (!matcher.matches() || value.chars().noneMatch(Character::isDigit)) {
			return null;
		}
		String digits = matcher.group(1);
		if (digits.length() > MAX_DIGITS) {
			return LARGEST;
		}
		BigDecimal whole = digits.isEmpty() ? BigDecimal.ZERO : new BigDecimal(digits);
		return whole.add(fraction(matcher.group(2)));
	}

	private static BigDecimal fraction(@Nullable String digits) {
		if (digits == null || digits.isEmpty()) {
			return BigDecimal.ZERO;
		}
		int places = Math.min(digits.length(), NANO_DIGITS);
		BigDecimal fraction = new BigDecimal("0." + digits.substring(0, places));
		boolean rest = digits.chars().skip(places).anyMatch((digit) -> digit != '0');
		return rest ? fraction.add(BigDecimal.ONE.movePointLeft(NANO_DIGITS)) : fraction;
	}

	/**
	 * Read a number of seconds.
	 * @param value the value of the header
	 * @return the time, rounded up to a nanosecond and at most {@link #LONGEST};
	 * {@code null} when the value is no number
	 */
	static @Nullable Duration seconds(String value) {
		BigDecimal seconds = read(value);
		if (seconds == null) {
			return null;
		}
		return (seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) < 0)
				? Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValueExact()) : LONGEST;
	}

}
