package ai.bimpe.benchmarks.calls;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ai.bimpe.benchmarks.measure.Latencies;
import ai.bimpe.benchmarks.measure.Usage;
import reactor.core.Disposable;

/**
 * Measures tasks of one client, one after the other.
 */
public final class CallWork {

	private static final int LONGEST = 10;

	private final CallClient client;

	private final Latencies latencies = new Latencies();

	/**
	 * Create.
	 * @param client makes the calls
	 */
	public CallWork(CallClient client) {
		this.client = client;
	}

	/**
	 * Do a task without measuring it.
	 * @param task the task
	 * @param seconds of CPU
	 * @throws InterruptedException when interrupted
	 */
	public void warmUp(Task task, int seconds) throws InterruptedException {
		Disposable running = this.client.repeat(task, (start, agents) -> {
		});
		Usage.warmUp(seconds);
		running.dispose();
	}

	/**
	 * Measure a task.
	 * @param task the task
	 * @param seconds of warm-up, and of measuring
	 * @return percentiles of the time that one takes; CPU and allocation of a call or an
	 * agent, and how many a second
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> measure(Task task, int seconds) throws InterruptedException {
		LongAdder count = new LongAdder();
		Disposable running = this.client.repeat(task, (start, agents) -> {
			if (agents != task.units()) {
				throw new IllegalStateException(agents + " agents came instead of " + task.units());
			}
			this.latencies.add(System.nanoTime() - start);
			count.add(agents);
		});
		Usage.warmUp(seconds);
		this.latencies.start();
		long countBefore = count.sum();
		Usage before = Usage.now();
		// On a busy machine a walk may take longer than that.
		for (int i = 0; i < LONGEST && (i < seconds || count.sum() == countBefore); i++) {
			TimeUnit.SECONDS.sleep(1);
		}
		Usage used = Usage.now().since(before);
		double done = count.sum() - countBefore;
		long[] sorted = this.latencies.stop();
		running.dispose();
		if (done == 0) {
			throw new IllegalStateException("No call came back");
		}
		Map<String, Double> result = used.each(done);
		result.put("p50Micros", Latencies.micros(sorted, 50));
		result.put("p99Micros", Latencies.micros(sorted, 99));
		return result;
	}

}
