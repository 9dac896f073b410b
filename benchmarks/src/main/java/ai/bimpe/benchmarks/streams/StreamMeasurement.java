package ai.bimpe.benchmarks.streams;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import ai.bimpe.benchmarks.measure.Latencies;
import ai.bimpe.benchmarks.measure.ResourceUsage;
import ai.bimpe.benchmarks.stub.SampleEvents;

/**
 * What is done with streams, and what is measured then.
 */
public final class StreamMeasurement {

	/** How many streams may be on their way to open at one time. */
	private static final int OPENING = 64;

	private static final int WARM_UP_STREAMS = 100;

	/** A heartbeat so far away that none comes. */
	private static final int IDLE_SECONDS = 3600;

	private static final int SPREAD_PER_SECOND = 10_000;

	private final StreamClient client;

	private final LongAdder messages = new LongAdder();

	private int conversations;

	/**
	 * Create.
	 * @param client opens the streams
	 */
	public StreamMeasurement(StreamClient client) {
		this.client = client;
	}

	/**
	 * Read as fast as possible.
	 * @param kind {@code full}, {@code packed} or {@code sized-<bytes a text>}
	 * @param streams how many streams at one time
	 * @param seconds of warm-up, and of measuring
	 * @return CPU and allocation a message, and messages a second
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> fullSpeed(String kind, int streams, int seconds) throws InterruptedException {
		for (int i = 0; i < streams; i++) {
			this.client.open(kind, "cnv_" + i, (text) -> this.messages.increment());
		}
		awaitMessage();
		ResourceUsage.warmUp(seconds);
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
		open("paced-" + TimeUnit.SECONDS.toMicros(1) / perSecond, streams, (text) -> {
			latencies.add(System.nanoTime() - SampleEvents.sentAt(text));
			this.messages.increment();
		});
		TimeUnit.SECONDS.sleep(seconds);
		latencies.start();
		Map<String, Double> result = measure(seconds);
		Latencies.percentiles(latencies.stop(), result);
		return result;
	}

	/**
	 * Read the same number of messages a second from few streams or from many.
	 * @param streams how many
	 * @param seconds of warm-up, and of measuring
	 * @return CPU and allocation a message; memory and threads a stream
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> spread(int streams, int seconds) throws InterruptedException {
		open("idle-" + IDLE_SECONDS, WARM_UP_STREAMS, (text) -> {
		});
		ResourceUsage.Memory before = ResourceUsage.memory();
		long period = TimeUnit.SECONDS.toMicros(streams) / SPREAD_PER_SECOND;
		open("paced-" + period, streams, (text) -> this.messages.increment());
		TimeUnit.SECONDS.sleep(seconds);
		Map<String, Double> result = measure(seconds);
		result.putAll(ResourceUsage.memory().each(before, streams));
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
		ResourceUsage.Memory before = ResourceUsage.memory();
		open("idle-" + heartbeatSeconds, streams, (text) -> {
		});
		// Every stream has had a heartbeat, and buffers of the opening are gone.
		TimeUnit.SECONDS.sleep(heartbeatSeconds);
		return ResourceUsage.memory().each(before, streams);
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

	private void awaitMessage() throws InterruptedException {
		for (int tenths = 0; tenths < 600 && this.messages.sum() == 0; tenths++) {
			TimeUnit.MILLISECONDS.sleep(100);
		}
	}

	private Map<String, Double> measure(int seconds) throws InterruptedException {
		long messagesBefore = this.messages.sum();
		ResourceUsage before = ResourceUsage.now();
		TimeUnit.SECONDS.sleep(seconds);
		ResourceUsage used = ResourceUsage.now().since(before);
		double count = this.messages.sum() - messagesBefore;
		if (count == 0) {
			throw new IllegalStateException("No message came");
		}
		return used.each(count);
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
