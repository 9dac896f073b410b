package ai.bimpe.samples.inbox.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A point in time as people read it. The script of the page writes the same, and keeps it
 * up to date in the time zone of the reader.
 *
 * @param at the point in time
 * @param ago how long ago that was
 * @param exact the date and time
 */
public record Moment(Instant at, String ago, String exact) {

	private static final DateTimeFormatter EXACT = format("d MMM uuuu, HH:mm:ss 'UTC'");

	private static final DateTimeFormatter DAY = format("d MMM");

	/**
	 * Describe a point in time.
	 * @param at the point in time
	 * @return how it reads now
	 */
	public static Moment of(Instant at) {
		return new Moment(at, ago(at, Instant.now()), EXACT.format(at));
	}

	/**
	 * Describe a point in time that may not be known.
	 * @param at the point in time, or {@code null}
	 * @return how it reads now, or {@code null}
	 */
	public static @Nullable Moment ofNullable(@Nullable Instant at) {
		return (at != null) ? of(at) : null;
	}

	/**
	 * Return the point in time as a number, for the script of the page.
	 * @return milliseconds since 1970
	 */
	public long millis() {
		return this.at.toEpochMilli();
	}

	static String ago(Instant at, Instant now) {
		Duration age = Duration.between(at, now);
		if (age.toMinutes() < 1) {
			return "now";
		}
		if (age.toHours() < 1) {
			return age.toMinutes() + " min";
		}
		if (age.toDays() < 1) {
			return age.toHours() + " h";
		}
		return (age.toDays() < 7) ? age.toDays() + " d" : DAY.format(at);
	}

	private static DateTimeFormatter format(String pattern) {
		return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
	}

}
