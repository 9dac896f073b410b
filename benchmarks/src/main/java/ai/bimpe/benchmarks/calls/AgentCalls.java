package ai.bimpe.benchmarks.calls;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ai.bimpe.benchmarks.measure.Latencies;
import ai.bimpe.benchmarks.measure.Usage;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The same call again and again, a fixed number in flight.
 */
public final class AgentCalls {

	private final Mono<?> call;

	private final LongAdder calls = new LongAdder();

	private final Latencies latencies = new Latencies();

	/**
	 * Create.
	 * @param call the call; every subscription makes it once
	 */
	public AgentCalls(Mono<?> call) {
		this.call = Mono.defer(() -> {
			long start = System.nanoTime();
			return call.doOnSuccess((answer) -> {
				this.latencies.add(System.nanoTime() - start);
				this.calls.increment();
			});
		});
	}

	/**
	 * Measure.
	 * @param inFlight calls at one time
	 * @param seconds of warm-up, and of measuring
	 * @return percentiles, CPU and allocation a call, and calls a second
	 * @throws InterruptedException when interrupted
	 */
	public Map<String, Double> measure(int inFlight, int seconds) throws InterruptedException {
		Disposable running = Flux.range(0, inFlight)
			.<Publisher<?>>map((lane) -> this.call.repeat())
			.flatMap((lane) -> lane, inFlight)
			.subscribe((answer) -> {
			}, Throwable::printStackTrace);
		Usage.warmUp(2 * seconds);
		this.latencies.start();
		long callsBefore = this.calls.sum();
		Usage before = Usage.now();
		TimeUnit.SECONDS.sleep(seconds);
		Usage used = Usage.now().since(before);
		double count = this.calls.sum() - callsBefore;
		long[] sorted = this.latencies.stop();
		running.dispose();
		Map<String, Double> result = new TreeMap<>();
		result.put("p50Micros", Latencies.micros(sorted, 50));
		result.put("p99Micros", Latencies.micros(sorted, 99));
		result.put("cpuMicros", used.cpuNanos() / 1000.0 / count);
		result.put("allocatedBytes", used.allocatedBytes() / count);
		result.put("perSecond", count / used.wallNanos() * TimeUnit.SECONDS.toNanos(1));
		return result;
	}

}
