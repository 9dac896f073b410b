package ai.bimpe.benchmarks.calls;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ai.bimpe.benchmarks.measure.Latencies;
import ai.bimpe.benchmarks.measure.ResourceUsage;
import reactor.core.Disposable;

/**
 * Measures workloads of one client, one after the other.
 */
public final class CallMeasurement {

	private static final int LONGEST = 10;

	private final CallClient client;

	private final Latencies latencies = new Latencies();

	/**
	 * Create.
	 * @param client makes the calls
	 */
	public CallMeasurement(CallClient client) {
		this.client = client;
	}

	/**
	 * Do a workload without measuring it.
	 * @param workload the workload
	 * @param seconds of CPU
	 * @throws InterruptedException when interrupted
	 */
	public void warmUp(CallWorkload workload, int seconds) throws InterruptedException {
		Disposable running = this.client.repeat(workload, (start, agents) -> {
		});
		ResourceUsage.warmUp(seconds);
		running.dispose();
	}

	/**
	 * Measure a workload.
	 * @param workload the workload
	 * @param seconds of warm-up, and of measuring
	 * @return percentiles of the time that one takes; CPU and allocation of a call or an
	 * agent, and how many a second
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> measure(CallWorkload workload, int seconds) throws InterruptedException {
		LongAdder count = new LongAdder();
		Disposable running = this.client.repeat(workload, (start, agents) -> {
			if (agents != workload.units()) {
				throw new IllegalStateException(agents + " agents came instead of " + workload.units());
			}
			this.latencies.add(System.nanoTime() - start);
			count.add(agents);
		});
		ResourceUsage.warmUp(seconds);
		this.latencies.start();
		long countBefore = count.sum();
		ResourceUsage before = ResourceUsage.now();
		// On a busy machine a walk may take longer than that.
		for (int i = 0; i < LONGEST && (i < seconds || count.sum() == countBefore); i++) {
			TimeUnit.SECONDS.sleep(1);
		}
		ResourceUsage used = ResourceUsage.now().since(before);
		double done = count.sum() - countBefore;
		long[] sorted = this.latencies.stop();
		running.dispose();
		if (done == 0) {
			throw new IllegalStateException("No call came back");
		}
		Map<String, Double> result = used.each(done);
		Latencies.percentiles(sorted, result);
		return result;
	}

}
