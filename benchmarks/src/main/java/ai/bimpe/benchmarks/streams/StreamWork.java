package ai.bimpe.benchmarks.streams;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import ai.bimpe.benchmarks.measure.Latencies;
import ai.bimpe.benchmarks.measure.Usage;
import ai.bimpe.benchmarks.stub.Samples;

/**
 * What is done with streams, and what is measured then.
 */
public final class StreamWork {

	/** How many streams may be on their way to open at one time. */
	private static final int OPENING = 64;

	private static final int WARM_UP_STREAMS = 100;

	private final StreamClient client;

	private final LongAdder messages = new LongAdder();

	private int conversations;

	/**
	 * Create.
	 * @param client opens the streams
	 */
	public StreamWork(StreamClient client) {
		this.client = client;
	}

	/**
	 * Read as fast as possible.
	 * @param kind {@code full} or {@code packed}
	 * @param streams how many streams at one time
	 * @param seconds of warm-up, and of measuring
	 * @return CPU and allocation a message, and messages a second
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> fullSpeed(String kind, int streams, int seconds) throws InterruptedException {
		for (int i = 0; i < streams; i++) {
			this.client.open(kind, "cnv_" + i, (text) -> this.messages.increment());
		}
		Usage.warmUp(seconds);
		return measure(seconds);
	}

	/**
	 * Read many slow streams.
	 * @param streams how many
	 * @param perSecond messages a second of each
	 * @param seconds of warm-up, and of measuring
	 * @return percentiles of the time from write to handler, and CPU a message
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> paced(int streams, int perSecond, int seconds) throws InterruptedException {
		Latencies latencies = new Latencies();
		open("paced-" + perSecond, streams, (text) -> {
			long sent = Long.parseLong(text, 0, Samples.TIME_DIGITS, 10);
			latencies.add(System.nanoTime() - sent);
			this.messages.increment();
		});
		TimeUnit.SECONDS.sleep(seconds);
		latencies.start();
		Map<String, Double> result = measure(seconds);
		long[] sorted = latencies.stop();
		result.put("p50Micros", Latencies.micros(sorted, 50));
		result.put("p99Micros", Latencies.micros(sorted, 99));
		return result;
	}

	/**
	 * Hold streams on which only heartbeats come.
	 * @param streams how many
	 * @param heartbeatSeconds seconds between two heartbeats of a stream
	 * @return memory and threads a stream
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> idle(int streams, int heartbeatSeconds) throws InterruptedException {
		open("idle-" + heartbeatSeconds, WARM_UP_STREAMS, (text) -> {
		});
		Usage.Memory before = Usage.memory();
		open("idle-" + heartbeatSeconds, streams, (text) -> {
		});
		// Every stream has had a heartbeat, and buffers of the opening are gone.
		TimeUnit.SECONDS.sleep(heartbeatSeconds);
		Usage.Memory after = Usage.memory();
		Map<String, Double> result = new TreeMap<>();
		result.put("heapKiB", (after.heapBytes() - before.heapBytes()) / 1024.0 / streams);
		result.put("residentKiB", (after.residentBytes() - before.residentBytes()) / 1024.0 / streams);
		result.put("threads", (after.threads() - before.threads()) / (double) streams);
		return result;
	}

	/**
	 * Open streams and wait until each has delivered its first message.
	 * @param kind what the server sends
	 * @param streams how many
	 * @param texts takes the texts of all messages
	 * @throws InterruptedException when interrupted
	 */
	public void open(String kind, int streams, Consumer<String> texts) throws InterruptedException {
		Semaphore opening = new Semaphore(OPENING);
		for (int i = 0; i < streams; i++) {
			acquire(opening, 1);
			this.client.open(kind, "cnv_" + this.conversations++, new FirstMessage(opening, texts));
		}
		acquire(opening, OPENING);
	}

	private static void acquire(Semaphore opening, int permits) throws InterruptedException {
		if (!opening.tryAcquire(permits, 30, TimeUnit.SECONDS)) {
			throw new IllegalStateException("A stream did not open within 30 seconds");
		}
	}

	private Map<String, Double> measure(int seconds) throws InterruptedException {
		long messagesBefore = this.messages.sum();
		Usage before = Usage.now();
		TimeUnit.SECONDS.sleep(seconds);
		Usage used = Usage.now().since(before);
		double count = this.messages.sum() - messagesBefore;
		if (count == 0) {
			throw new IllegalStateException("No message came");
		}
		Map<String, Double> result = new TreeMap<>();
		result.put("cpuMicros", used.cpuNanos() / 1000.0 / count);
		result.put("allocatedBytes", used.allocatedBytes() / count);
		result.put("perSecond", count / used.wallNanos() * TimeUnit.SECONDS.toNanos(1));
		return result;
	}

	private static final class FirstMessage implements Consumer<String> {

		private final Semaphore opening;

		private final Consumer<String> texts;

		private boolean opened;

		private FirstMessage(Semaphore opening, Consumer<String> texts) {
			this.opening = opening;
			this.texts = texts;
		}

		@Override
		public void accept(String text) {
			if (!this.opened) {
				this.opened = true;
				this.opening.release();
			}
			this.texts.accept(text);
		}

	}

}
