package ai.bimpe.benchmarks.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ai.bimpe.benchmarks.measure.Latencies;
import ai.bimpe.benchmarks.measure.ResourceUsage;
import ai.bimpe.benchmarks.stub.SampleEvents;
import ai.bimpe.spring.stream.AgentStreamSettings;
import ai.bimpe.spring.stream.StreamSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a managed stream of a whole agent delivers to a listener that takes its time.
 */
public final class DeliveryMeasurement {

	/** Conversations of the agent, each with a stream of its own. */
	public static final int CONVERSATIONS = 1000;

	/**
	 * Messages a second over all conversations, where they do not come as fast as read.
	 */
	private static final int PER_SECOND = 1000;

	/** So many times the seconds are measured then. */
	static final int SLOW = 3;

	/** Seconds of CPU. */
	static final int WARM_UP_SECONDS = 6;

	/** So many calls one after the other are measured at least. */
	private static final int CALLS = 50;

	private static final int WARM_UP_CONCURRENCY = 64;

	/** The server begins to write after a second, and the first ones fill all buffers. */
	private static final int SETTLE_MILLIS = 2000;

	/** Every conversation is live, however old the messages of the server are. */
	private static final AgentStreamSettings SETTINGS = AgentStreamSettings.DEFAULTS.withMaxLive(CONVERSATIONS)
		.withRequestsPerMinute(60_000)
		.withActiveWindow(Duration.ofDays(36_500));

	/** Streams are opened at that pace, and again and again. */
	private static final AgentStreamSettings OPENED_FAST = SETTINGS.withPollInterval(Duration.ofSeconds(1));

	private final ThreadKind threads;

	private final String baseUrl;

	private final int seconds;

	private int opened;

	/**
	 * Create.
	 * @param threads what calls the listener
	 * @param baseUrl where the server is
	 * @param seconds to measure
	 */
	public DeliveryMeasurement(ThreadKind threads, String baseUrl, int seconds) {
		this.threads = threads;
		this.baseUrl = baseUrl;
		this.seconds = seconds;
	}

	/**
	 * Describe a stream of all conversations.
	 * @param agentId says what the server sends
	 * @param concurrency how many conversations are delivered at a time
	 * @return the stream
	 */
	static StreamSpec agent(String agentId, int concurrency) {
		return StreamSpec.ofAgent("benchmark", agentId).withAgentSettings(SETTINGS).withConcurrency(concurrency);
	}

	/**
	 * Deliver for a while without measuring.
	 * @throws InterruptedException when interrupted
	 */
	public void warmUp() throws InterruptedException {
		ManagedApplication application = flood(WARM_UP_CONCURRENCY, (text) -> {
		});
		try {
			ResourceUsage.warmUp(WARM_UP_SECONDS);
		}
		finally {
			application.close();
		}
	}

	/**
	 * Deliver messages that come as fast as they are read.
	 * @param listenerMillis what the listener takes for each
	 * @param concurrency how many conversations are delivered at a time
	 * @return messages that were acknowledged a second, time in the listener, CPU and
	 * allocation a message
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> throughput(int listenerMillis, int concurrency) throws InterruptedException {
		SleepingListener listener = new SleepingListener(listenerMillis, null);
		try (ManagedApplication application = flood(concurrency, listener)) {
			TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS + 2L * listenerMillis);
			Map<String, Double> result = measure(application, listener,
					Math.max(TimeUnit.SECONDS.toMillis(this.seconds), (long) CALLS * listenerMillis));
			listener.stop();
			return result;
		}
	}

	/**
	 * Deliver a thousand messages a second, spread over all conversations.
	 * @param listenerMillis what the listener takes for each
	 * @param concurrency how many conversations are delivered at a time
	 * @return percentiles of the time from write to listener, CPU and allocation a
	 * message
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> latency(int listenerMillis, int concurrency) throws InterruptedException {
		Latencies latencies = new Latencies();
		SleepingListener listener = new SleepingListener(listenerMillis, latencies);
		long period = TimeUnit.SECONDS.toMicros(CONVERSATIONS) / PER_SECOND;
		try (ManagedApplication application = open(agent("paced-" + period + "-" + CONVERSATIONS, concurrency),
				listener)) {
			TimeUnit.SECONDS.sleep(this.seconds);
			latencies.start();
			Map<String, Double> result = measure(application, listener,
					TimeUnit.SECONDS.toMillis((long) SLOW * this.seconds));
			Latencies.percentiles(latencies.stop(), result);
			listener.stop();
			return result;
		}
	}

	private ManagedApplication flood(int concurrency, ManagedApplication.MessageListener listener)
			throws InterruptedException {
		StreamSpec spec = agent("flood-" + this.opened++ + "-" + CONVERSATIONS, concurrency);
		return open(spec.withAgentSettings(OPENED_FAST), listener);
	}

	private ManagedApplication open(StreamSpec spec, ManagedApplication.MessageListener listener)
			throws InterruptedException {
		return new ManagedApplication(this.baseUrl, spec, this.threads == ThreadKind.VIRTUAL, CONVERSATIONS, listener);
	}

	private static Map<String, Double> measure(ManagedApplication application, SleepingListener listener, long millis)
			throws InterruptedException {
		long acknowledged = application.acknowledged();
		listener.reset();
		ResourceUsage before = ResourceUsage.now();
		TimeUnit.MILLISECONDS.sleep(millis);
		ResourceUsage used = ResourceUsage.now().since(before);
		double count = application.acknowledged() - acknowledged;
		if (count == 0) {
			throw new IllegalStateException("No message was acknowledged");
		}
		Map<String, Double> result = used.each(count);
		result.put("listenerMillis", listener.meanMillis());
		return result;
	}

	/** Sleeps, as one does that waits for a database or for another service. */
	private static final class SleepingListener implements ManagedApplication.MessageListener {

		private final LongAdder calls = new LongAdder();

		private final LongAdder nanos = new LongAdder();

		private final @Nullable Latencies latencies;

		private volatile int millis;

		private SleepingListener(int millis, @Nullable Latencies latencies) {
			this.millis = millis;
			this.latencies = latencies;
		}

		@Override
		public void on(@Nullable String text) throws InterruptedException {
			int millis = this.millis;
			if (this.latencies != null && text != null) {
				this.latencies.add(System.nanoTime() - SampleEvents.sentAt(text));
			}
			if (millis > 0) {
				long begin = System.nanoTime();
				Thread.sleep(millis);
				this.nanos.add(System.nanoTime() - begin);
				this.calls.increment();
			}
		}

		private void reset() {
			this.calls.reset();
			this.nanos.reset();
		}

		private double meanMillis() {
			return this.nanos.sum() / 1_000_000.0 / Math.max(1, this.calls.sum());
		}

		/** What is still to be delivered when the stream is closed takes no time. */
		private void stop() {
			this.millis = 0;
		}

	}

}
