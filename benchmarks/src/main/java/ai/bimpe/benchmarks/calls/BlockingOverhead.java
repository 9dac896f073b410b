package ai.bimpe.benchmarks.calls;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ai.bimpe.benchmarks.measure.ResourceUsage;
import ai.bimpe.client.BimpeAI;
import reactor.core.Disposable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * What the blocking face costs beside the reactive one when the same threads wait for
 * both: {@code agents().retrieve(id)} and {@code agents().retrieve(id).block()}. Both
 * faces are of one client and take turns many times, so that a busy moment of the machine
 * meets both.
 */
public enum BlockingOverhead {

	/** Called by platform threads. */
	PLATFORM("platform threads"),

	/** Called by virtual threads. */
	VIRTUAL("virtual threads");

	private static final int TURNS_PER_SECOND = 4;

	private static final int SETTLE_MILLIS = 50;

	private final String label;

	BlockingOverhead(String label) {
		this.label = label;
	}

	/**
	 * Return the name for tables.
	 * @return the name
	 */
	public String label() {
		return this.label;
	}

	/**
	 * Measure both faces.
	 * @param baseUrl where the server is
	 * @param inFlight calls in flight
	 * @param seconds half the seconds of measuring each of them, and those of warm-up
	 * @return CPU a call of both, and the ratio
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> measure(String baseUrl, int inFlight, int seconds) throws InterruptedException {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("caller-");
		threads.setVirtualThreads(this == VIRTUAL);
		CallWorkload workload = new CallWorkload(CallWorkload.Kind.GET, inFlight);
		try (BimpeAI bimpeai = BimpeAI.builder().apiKey("sk_benchmark").baseUrl(baseUrl).build()) {
			Variant blocking = new Variant(new BlockingBimpeAICalls(bimpeai, threads), workload);
			Variant reactive = new Variant(new BlockedReactiveBimpeAICalls(bimpeai.reactive(), threads), workload);
			turns(blocking, reactive, seconds);
			blocking.forget();
			reactive.forget();
			turns(blocking, reactive, 2 * seconds);
			Map<String, Double> figures = new TreeMap<>();
			figures.put("blockingMicros", blocking.cpuMicros());
			figures.put("reactiveMicros", reactive.cpuMicros());
			figures.put("ratio", blocking.cpuMicros() / reactive.cpuMicros());
			return figures;
		}
	}

	// The one that begins changes.
	private static void turns(Variant one, Variant other, int seconds) throws InterruptedException {
		for (int turn = 0; turn < TURNS_PER_SECOND * seconds; turn++) {
			Variant first = (turn % 2 == 0) ? one : other;
			first.turn();
			((first == one) ? other : one).turn();
		}
	}

	private static final class Variant {

		private final CallClient client;

		private final CallWorkload workload;

		private final LongAdder done = new LongAdder();

		private long cpuNanos;

		private long calls;

		private Variant(CallClient client, CallWorkload workload) {
			this.client = client;
			this.workload = workload;
		}

		private void turn() throws InterruptedException {
			Disposable running = this.client.repeat(this.workload, (start, agents) -> this.done.increment());
			TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
			long callsBefore = this.done.sum();
			ResourceUsage before = ResourceUsage.now();
			TimeUnit.MILLISECONDS.sleep(TimeUnit.SECONDS.toMillis(1) / TURNS_PER_SECOND);
			this.cpuNanos += ResourceUsage.now().since(before).cpuNanos();
			this.calls += this.done.sum() - callsBefore;
			running.dispose();
			// What is still in flight is not counted with the other face.
			TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
		}

		private void forget() {
			this.cpuNanos = 0;
			this.calls = 0;
		}

		private double cpuMicros() {
			return this.cpuNanos / 1000.0 / this.calls;
		}

	}

}
