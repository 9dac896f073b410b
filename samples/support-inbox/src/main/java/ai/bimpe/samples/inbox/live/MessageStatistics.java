package ai.bimpe.samples.inbox.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Counts messages by the minute in which they were written, and knows how long the last
 * one took to get here.
 */
@Component
public class MessageStatistics {

	static final int MINUTES = 30;

	private final Instant start = Instant.now();

	private final TreeMap<Long, Integer> counts = new TreeMap<>();

	private @Nullable Duration delay;

	/**
	 * Count a message.
	 * @param createdAt when it was written
	 */
	public void add(Instant createdAt) {
		add(createdAt, Instant.now());
	}

	synchronized void add(Instant createdAt, Instant now) {
		this.counts.merge(minute(createdAt), 1, Integer::sum);
		this.counts.headMap(minute(now) - MINUTES, true).clear();
		// What was written before the start says nothing about the way here.
		if (createdAt.isAfter(this.start)) {
			Duration took = Duration.between(createdAt, now);
			this.delay = took.isNegative() ? Duration.ZERO : took;
		}
	}

	synchronized @Nullable Duration delay() {
		return this.delay;
	}

	/**
	 * Return the messages of the last half hour.
	 * @param now the time at its end
	 * @return one number a minute, the newest at the end
	 */
	synchronized int[] perMinute(Instant now) {
		int[] perMinute = new int[MINUTES];
		long first = minute(now) - MINUTES + 1;
		for (Map.Entry<Long, Integer> count : this.counts.tailMap(first).entrySet()) {
			// A server's clock that is ahead of ours writes in the future.
			perMinute[(int) Math.min(count.getKey() - first, MINUTES - 1)] += count.getValue();
		}
		return perMinute;
	}

	private static long minute(Instant time) {
		return Math.floorDiv(time.getEpochSecond(), 60L);
	}

}
