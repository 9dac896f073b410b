package ai.bimpe.benchmarks.delivery;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ai.bimpe.benchmarks.measure.Latencies;
import ai.bimpe.benchmarks.measure.ResourceUsage;
import ai.bimpe.benchmarks.stub.SampleEvents;
import reactor.core.Disposable;

/**
 * What a message costs from the socket until it is acknowledged, with a listener that
 * does nothing but count.
 */
public final class ConsumerMeasurement {

	private static final String FULL_SPEED = "consume-";

	private static final String SLOW = "slow-";

	private static final int OPENING_SECONDS = 60;

	private final ConsumerType consumer;

	private final String baseUrl;

	private final LongAdder messages = new LongAdder();

	/**
	 * Create.
	 * @param consumer what messages are consumed with
	 * @param baseUrl where the server is
	 */
	public ConsumerMeasurement(ConsumerType consumer, String baseUrl) {
		this.consumer = consumer;
		this.baseUrl = baseUrl;
	}

	/**
	 * Consume as fast as possible.
	 * @param conversations how many
	 * @param seconds to measure
	 * @return CPU and allocation a message, and messages a second
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> fullSpeed(int conversations, int seconds) throws InterruptedException {
		Disposable consumer = this.consumer.open(this.baseUrl, FULL_SPEED + conversations, conversations,
				"flood-0-" + conversations, (text) -> this.messages.increment());
		try {
			awaitMessages(1);
			ResourceUsage.warmUp(DeliveryMeasurement.WARM_UP_SECONDS);
			return measure(seconds);
		}
		finally {
			consumer.dispose();
		}
	}

	/**
	 * Consume a thousand messages a second, after as much at full speed as warms up.
	 * @param conversations how many
	 * @param seconds a third of the time to measure
	 * @return CPU and allocation a message, and percentiles of the time from write to
	 * listener
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> slow(int conversations, int seconds) throws InterruptedException {
		fullSpeed(conversations, 1);
		Latencies latencies = new Latencies();
		this.messages.reset();
		Disposable consumer = this.consumer.open(this.baseUrl, SLOW + conversations, conversations,
				"paced-" + conversations * 1000L + "-" + conversations, (text) -> {
					latencies.add(System.nanoTime() - SampleEvents.sentAt(text));
					this.messages.increment();
				});
		try {
			// Each stream brings one when it is opened.
			awaitMessages(conversations);
			TimeUnit.SECONDS.sleep(seconds);
			latencies.start();
			Map<String, Double> result = measure(DeliveryMeasurement.SLOW * seconds);
			Latencies.percentiles(latencies.stop(), result);
			return result;
		}
		finally {
			consumer.dispose();
		}
	}

	private void awaitMessages(int count) throws InterruptedException {
		for (int tenths = 0; this.messages.sum() < count; tenths++) {
			if (tenths == 10 * OPENING_SECONDS) {
				throw new IllegalStateException("Fewer than " + count + " messages came");
			}
			TimeUnit.MILLISECONDS.sleep(100);
		}
	}

	private Map<String, Double> measure(int seconds) throws InterruptedException {
		long messagesBefore = this.messages.sum();
		ResourceUsage before = ResourceUsage.now();
		TimeUnit.SECONDS.sleep(seconds);
		ResourceUsage used = ResourceUsage.now().since(before);
		double count = this.messages.sum() - messagesBefore;
		return used.each(count);
	}

}
