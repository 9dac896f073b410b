package ai.bimpe.spring.boot.autoconfigure.actuate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import ai.bimpe.spring.stream.ManagedStream;
import ai.bimpe.spring.stream.internal.ExceptionRedactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Finds out who owns the shards of streams, on a thread of its own and not for long: the
 * store of a cluster may be slow or down, and the rest is worth seeing all the same. One
 * thread is all that a store which does not answer can hold.
 */
final class StreamOwners implements AutoCloseable {

	private static final Log logger = LogFactory.getLog("ai.bimpe.cluster");

	private static final String NONE = "none";

	private static final String UNKNOWN = "unknown";

	/** Whatever else somebody has written into the store is not shown. */
	private static final Pattern ID = Pattern.compile("[\\w.:-]{1,64}");

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

	private final Duration patience;

	private final ThreadPoolExecutor thread;

	StreamOwners(Duration patience) {
		this.patience = patience;
		CustomizableThreadFactory threads = new CustomizableThreadFactory("bimpeai-owners-");
		threads.setDaemon(true);
		this.thread = new ThreadPoolExecutor(0, 1, KEEP_ALIVE.toNanos(), TimeUnit.NANOSECONDS,
				new LinkedBlockingQueue<>(), threads);
	}

	/**
	 * Find out who owns streams.
	 * @param streams the streams
	 * @return the id of the owner of each shard; {@code none} when it has none,
	 * {@code unknown} when that could not be told in time
	 */
	Map<ManagedStream, SortedMap<Integer, String>> of(List<ManagedStream> streams) {
		Reading reading = new Reading(streams);
		this.thread.execute(reading);
		try {
			reading.done.await(this.patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		reading.over = true;
		this.thread.remove(reading);
		return reading.owners;
	}

	@Override
	public void close() {
		this.thread.shutdown();
	}

	/**
	 * What one request wants to know.
	 */
	private static final class Reading implements Runnable {

		private final Map<ManagedStream, SortedMap<Integer, String>> owners = new LinkedHashMap<>();

		private final CountDownLatch done = new CountDownLatch(1);

		private volatile boolean over;

		private Reading(List<ManagedStream> streams) {
			for (ManagedStream stream : streams) {
				SortedMap<Integer, String> owners = new ConcurrentSkipListMap<>();
				IntStream.range(0, StreamDescriptor.shards(stream)).forEach((shard) -> owners.put(shard, UNKNOWN));
				this.owners.put(stream, owners);
			}
		}

		// First what this instance owns, which it knows without the store. A store that
		// has failed is not asked again, as that may take as long every time.
		@Override
		public void run() {
			try {
				this.owners.forEach((stream, shards) -> read(stream, shards, true));
				this.owners.forEach((stream, shards) -> read(stream, shards, false));
			}
			catch (RuntimeException ex) {
				ExceptionRedactor.debug(logger, "It cannot be told who owns the streams", ex);
			}
			finally {
				this.done.countDown();
			}
		}

		private void read(ManagedStream stream, SortedMap<Integer, String> shards, boolean owned) {
			shards.replaceAll((shard, known) -> {
				boolean asked = !this.over && stream.ownedShards().contains(shard) == owned;
				return asked ? shown(stream.owner(shard)) : known;
			});
		}

		private static String shown(@Nullable String owner) {
			if (owner == null) {
				return NONE;
			}
			return ID.matcher(owner).matches() ? owner : UNKNOWN;
		}

	}

}
