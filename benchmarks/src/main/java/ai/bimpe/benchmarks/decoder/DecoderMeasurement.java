package ai.bimpe.benchmarks.decoder;

import java.util.Map;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The operator alone, shortly, for comparisons with another commit.
 */
public final class DecoderMeasurement {

	private DecoderMeasurement() {
	}

	/**
	 * Measure.
	 * @param chunk bytes a buffer
	 * @return nanoseconds a message
	 * @throws RunnerException when the benchmark fails
	 */
	public static Map<String, Double> measure(int chunk) throws RunnerException {
		RunResult result = new Runner(new OptionsBuilder().include("DecoderBenchmark.operator")
			.param("chunk", Integer.toString(chunk))
			.forks(1)
			.warmupIterations(3)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(3)
			.measurementTime(TimeValue.seconds(1))
			.shouldFailOnError(true)
			.output("/dev/null")
			.build()).runSingle();
		return Map.of("nanos", result.getPrimaryResult().getScore());
	}

}
