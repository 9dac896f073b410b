package ai.bimpe.benchmarks.decoder;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import ai.bimpe.benchmarks.stub.SampleEvents;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time for the JSON of one message without a stream around it: the floor of
 * {@link DecoderBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DecoderBenchmark.MESSAGES)
public class JsonBenchmark {

	private final MessageReader reader = new MessageReader();

	private final byte[][] messages = new byte[DecoderBenchmark.MESSAGES][];

	/** Make the messages. */
	@Setup
	public void prepare() {
		for (int i = 0; i < this.messages.length; i++) {
			this.messages[i] = SampleEvents.json(i, 0).getBytes(StandardCharsets.UTF_8);
		}
	}

	/**
	 * The JSON alone, each message in an array of its own, by Jackson's reader of
	 * records.
	 * @param results takes the messages
	 */
	@Benchmark
	public void recordReader(Blackhole results) {
		for (byte[] json : this.messages) {
			results.consume(this.reader.record(json));
		}
	}

	/**
	 * The JSON alone, by the reader of the client.
	 * @param results takes the messages
	 */
	@Benchmark
	public void clientReader(Blackhole results) {
		for (byte[] json : this.messages) {
			results.consume(this.reader.read(json));
		}
	}

}
