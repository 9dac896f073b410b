package ai.bimpe.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of the decoder, from the result of JMH.
 */
final class DecoderTable {

	private static final int[] CHUNKS = { 16384, 1460, 64, 1 };

	private final JsonNode results;

	private DecoderTable(JsonNode results) {
		this.results = results;
	}

	static DecoderTable read(Path file) throws IOException {
		return new DecoderTable(JsonMapper.shared().readTree(Files.readString(file)));
	}

	String markdown() {
		MarkdownTable times = new MarkdownTable("Decode one message, in process",
				"Nanoseconds a message: median (least to most) of all iterations.",
				List.of("bytes a buffer", "bare JSON: Jackson's record reader", "bare JSON: our reader", "our parser",
						"our operator", "Spring's reader", "making the buffers"));
		MarkdownTable ratios = new MarkdownTable("The decoder's ratios",
				"""
						The benchmark makes the buffers that the operator and Spring's reader take, and releases them: that is \
						the work of the transport and not of a decoder. The first three columns include it, the others do not.""",
				List.of("bytes a buffer", "operator to Jackson", "to our reader", "to Spring",
						"without the buffers: operator to Jackson", "to our reader", "to Spring"));
		double recordReader = median("recordReader", 0);
		double clientReader = median("clientReader", 0);
		for (int chunk : CHUNKS) {
			times.row(List.of(Integer.toString(chunk), summary("recordReader", 0), summary("clientReader", 0),
					summary("parser", chunk), summary("operator", chunk), summary("spring", chunk),
					summary("buffersAlone", chunk)));
			double operator = median("operator", chunk);
			double spring = median("spring", chunk);
			double buffers = median("buffersAlone", chunk);
			ratios.row(List.of(Integer.toString(chunk), ratio(operator, recordReader), ratio(operator, clientReader),
					ratio(operator, spring), ratio(operator - buffers, recordReader),
					ratio(operator - buffers, clientReader), ratio(operator - buffers, spring - buffers)));
		}
		return times.text() + ratios.text();
	}

	private String summary(String benchmark, int chunk) {
		return Figures.summary(nanos(benchmark, chunk), 0);
	}

	private double median(String benchmark, int chunk) {
		return Figures.median(nanos(benchmark, chunk));
	}

	private static String ratio(double ours, double others) {
		return String.format(Locale.ROOT, "%.2f", ours / others);
	}

	// Without a chunk, the benchmark reads no buffers.
	private double[] nanos(String benchmark, int chunk) {
		return StreamSupport.stream(this.results.spliterator(), false)
			.filter((result) -> result.path("benchmark").asString().endsWith("." + benchmark))
			.filter((result) -> result.path("params").path("chunk").asInt(0) == chunk)
			.flatMap(
					(result) -> StreamSupport.stream(result.path("primaryMetric").path("rawData").spliterator(), false))
			.flatMap((fork) -> StreamSupport.stream(fork.spliterator(), false))
			.mapToDouble(JsonNode::asDouble)
			.toArray();
	}

}
