package ai.bimpe.spring.stream.internal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import ai.bimpe.spring.stream.internal.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The time of the server, which the times of its conversations and messages are compared
 * with. Known from its answers; until the first of them, and when they do not say, it is
 * the time of this machine. Learns on one thread at a time.
 */
final class ServerClock {

	/** The server tells whole seconds. */
	private static final Duration SECOND = Duration.ofSeconds(1);

	private final TimeSource time;

	private final long created;

	private volatile Duration offset = Duration.ZERO;

	ServerClock(TimeSource time) {
		this.time = time;
		this.created = time.nanoTime();
	}

	/**
	 * Learn the time from an answer.
	 * @param date when it was sent, {@code null} when it does not say
	 */
	void synchronize(@Nullable Instant date) {
		if (date == null) {
			return;
		}
		Duration ahead = Duration.between(this.time.instant(), date);
		boolean same = ahead.abs().compareTo(SECOND) <= 0;
		this.offset = same ? Duration.ZERO : ahead;
	}

	Instant instant() {
		return this.time.instant().plus(this.offset);
	}

	/**
	 * Return from when on messages are new: not later than when this clock was created,
	 * so that nothing is left out that came while the first list was on its way.
	 * @param date when the list was sent, {@code null} when it does not say
	 * @param newest the time of the newest message of all, {@code null} when the list
	 * does not tell
	 * @return the start; what is at that very time is old
	 */
	Instant start(@Nullable Instant date, @Nullable Instant newest) {
		Duration elapsed = Duration.ofNanos(this.time.nanoTime() - this.created);
		if (date == null) {
			return (newest != null) ? newest : this.time.instant().minus(elapsed).minus(SECOND);
		}
		Instant opened = date.minus(elapsed).minus(SECOND);
		return (newest != null && newest.isBefore(opened)) ? newest : opened;
	}

	/**
	 * Return the time of the newest message, if a page of a list tells.
	 * @param times the times on the page, in its order
	 * @param last whether there are no other pages
	 * @return the time; {@code null} when later ones may be on other pages, or when there
	 * is none
	 */
	static @Nullable Instant newest(List<@Nullable Instant> times, boolean last) {
		List<Instant> known = times.stream().flatMap(Stream::ofNullable).toList();
		boolean descending = known.size() == times.size()
				&& known.equals(known.stream().sorted(Comparator.reverseOrder()).toList());
		return (last || descending) ? known.stream().max(Comparator.naturalOrder()).orElse(null) : null;
	}

}
