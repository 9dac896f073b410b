package ai.bimpe.client.internal;

import java.time.Duration;

/**
 * Internal: durations as timers take them, which count nanoseconds in less than three
 * hundred years.
 *
 * @since 0.1.0
 */
public final class Durations {

	/** What is longer is taken for this. */
	public static final Duration LONGEST = Duration.ofDays(36_500);

	private Durations() {
	}

	/**
	 * Limit a duration to what timers can count.
	 * @param duration the duration
	 * @return the same, at most {@link #LONGEST}
	 */
	public static Duration limit(Duration duration) {
		return (duration.compareTo(LONGEST) < 0) ? duration : LONGEST;
	}

}
