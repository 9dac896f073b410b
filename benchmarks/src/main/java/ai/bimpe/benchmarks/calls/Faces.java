package ai.bimpe.benchmarks.calls;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ai.bimpe.benchmarks.measure.Usage;
import ai.bimpe.client.BimpeAI;
import reactor.core.Disposable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * What the blocking face costs beside the reactive one when the same threads wait for
 * both: {@code agents().retrieve(id)} and {@code agents().retrieve(id).block()}. Both
 * faces are of one client and take turns many times, so that a busy moment of the machine
 * meets both.
 */
public enum Faces {

	/** Called by platform threads. */
	PLATFORM("platform threads"),

	/** Called by virtual threads. */
	VIRTUAL("virtual threads");

	private static final int TURNS_PER_SECOND = 4;

	private static final int SETTLE_MILLIS = 50;

	private final String label;

	Faces(String label) {
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
		Task task = new Task(Task.Kind.GET, inFlight);
		try (BimpeAI bimpeai = BimpeAI.builder().apiKey("sk_benchmark").baseUrl(baseUrl).build()) {
			Face blocking = new Face(new BlockingFaceCalls(bimpeai, threads), task);
			Face reactive = new Face(new AwaitedReactiveCalls(bimpeai.reactive(), threads), task);
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
	private static void turns(Face one, Face other, int seconds) throws InterruptedException {
		for (int turn = 0; turn < TURNS_PER_SECOND * seconds; turn++) {
			Face first = (turn % 2 == 0) ? one : other;
			first.turn();
			((first == one) ? other : one).turn();
		}
	}

	private static final class Face {

		private final CallClient client;

		private final Task task;

		private final LongAdder done = new LongAdder();

		private long cpuNanos;

		private long calls;

		private Face(CallClient client, Task task) {
			this.client = client;
			this.task = task;
		}

		private void turn() throws InterruptedException {
			Disposable running = this.client.repeat(this.task, (start, agents) -> this.done.increment());
			TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
			long callsBefore = this.done.sum();
			Usage before = Usage.now();
			TimeUnit.MILLISECONDS.sleep(TimeUnit.SECONDS.toMillis(1) / TURNS_PER_SECOND);
			this.cpuNanos += Usage.now().since(before).cpuNanos();
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
