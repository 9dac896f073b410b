package ai.bimpe.spring.boot.autoconfigure.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Counts the shards that no instance owns. That takes a store which may be slow or down:
 * it is asked on a thread of its own, at most every ten seconds for each stream, when
 * meters are read.
 */
final class UnownedShards implements AutoCloseable {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private static final Duration FRESH = Duration.ofSeconds(10);

	private static final Duration LASTING = Duration.ofMinutes(2);

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

	private final Map<String, Count> counts = new ConcurrentHashMap<>();

	private final Set<String> asked = ConcurrentHashMap.newKeySet();

	private final LongSupplier nanoTime;

	private final ThreadPoolExecutor thread;

	UnownedShards(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("bimpeai-shards-");
		threads.setDaemon(true);
		this.thread = new ThreadPoolExecutor(1, 1, KEEP_ALIVE.toNanos(), TimeUnit.NANOSECONDS,
				new LinkedBlockingQueue<>(), threads);
		this.thread.allowCoreThreadTimeOut(true);
	}

	/**
	 * Return how many shards of a stream nobody owns.
	 * @param stream the stream
	 * @return the number as it was known last; NaN when that is not known, or too old
	 */
	double count(ManagedStream stream) {
		int shards = stream.spec().shards();
		if (stream.ownedShards().size() == shards) {
			return 0;
		}
		String name = stream.spec().name();
		Count count = this.counts.get(name);
		long age = (count != null) ? this.nanoTime.getAsLong() - count.at() : Long.MAX_VALUE;
		if (age >= FRESH.toNanos() && this.asked.add(name)) {
			this.thread.execute(() -> read(stream));
		}
		return (count != null && age < LASTING.toNanos()) ? count.value() : Double.NaN;
	}

	/**
	 * Forget a stream.
	 * @param name the name of the stream
	 */
	void forget(String name) {
		this.counts.remove(name);
	}

	private void read(ManagedStream stream) {
		String name = stream.spec().name();
		try {
			long unowned = IntStream.range(0, stream.spec().shards())
				.filter((shard) -> stream.owner(shard) == null)
				.count();
			this.counts.put(name, new Count(unowned, this.nanoTime.getAsLong()));
		}
		catch (RuntimeException ex) {
			this.counts.remove(name);
			ExceptionRedactor.debug(logger, "It cannot be told which shards have no owner", ex);
		}
		finally {
			this.asked.remove(name);
		}
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

	/**
	 * What the store has said.
	 *
	 * @param value the number of shards
	 * @param at when, in nanoseconds
	 */
	private record Count(double value, long at) {

	}

}
