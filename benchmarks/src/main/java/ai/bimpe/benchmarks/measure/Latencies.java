package ai.bimpe.benchmarks.measure;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Durations in the order they were seen, the first millions of them. Thread-safe.
 */
public final class Latencies {

	private static final int MOST = 4_000_000;

	private final long[] nanos = new long[MOST];

	private final AtomicInteger count = new AtomicInteger();

	private volatile boolean on;

	/**
	 * Begin to keep what is added.
	 */
	public void start() {
		this.count.set(0);
		this.on = true;
	}

	/**
	 * Add a duration.
	 * @param duration in nanoseconds
	 */
	public void add(long duration) {
		if (this.on) {
			int place = this.count.getAndIncrement();
			if (place < MOST) {
				this.nanos[place] = duration;
			}
		}
	}

	/**
	 * Stop, and look at what was added since the start.
	 * @return the durations from the shortest to the longest
	 */
	public long[] stop() {
		this.on = false;
		long[] sorted = Arrays.copyOf(this.nanos, Math.min(MOST, this.count.get()));
		Arrays.sort(sorted);
		return sorted;
	}

	/**
	 * Put the median and the 99th percentile to other figures.
	 * @param sorted the durations, sorted, in nanoseconds
	 * @param figures takes them in microseconds
	 */
	public static void percentiles(long[] sorted, Map<String, Double> figures) {
		figures.put("p50Micros", micros(sorted, 50));
		figures.put("p99Micros", micros(sorted, 99));
	}

	private static double micros(long[] sorted, double percent) {
		return sorted[(int) Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1000.0;
	}

}
