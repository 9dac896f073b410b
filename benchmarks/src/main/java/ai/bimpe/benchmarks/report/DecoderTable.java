package ai.bimpe.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
		StringBuilder table = new StringBuilder(
				"""
						### Decode one message, in process

						Nanoseconds a message: median (least to most) of all iterations.

						| bytes a buffer | bare JSON: Jackson's record reader | bare JSON: our reader | our parser | our operator \
						| Spring's reader | operator to Jackson | operator to our reader | operator to Spring |
						|---|---|---|---|---|---|---|---|---|
						""");
		for (int chunk : CHUNKS) {
			double[] jackson = nanos("jackson", chunk);
			double[] bare = nanos("bare", chunk);
			double[] operator = nanos("operator", chunk);
			double[] spring = nanos("spring", chunk);
			table.append("| %d | %s | %s | %s | %s | %s | %.2f | %.2f | %.2f |%n".formatted(chunk,
					Figures.summary(jackson, 0), Figures.summary(bare, 0), Figures.summary(nanos("parser", chunk), 0),
					Figures.summary(operator, 0), Figures.summary(spring, 0),
					Figures.median(operator) / Figures.median(jackson), Figures.median(operator) / Figures.median(bare),
					Figures.median(operator) / Figures.median(spring)));
		}
		return table.append('\n').toString();
	}

	private double[] nanos(String benchmark, int chunk) {
		return StreamSupport.stream(this.results.spliterator(), false)
			.filter((result) -> result.path("benchmark").asString().endsWith("." + benchmark))
			.filter((result) -> result.path("params").path("chunk").asInt() == chunk)
			.flatMap(
					(result) -> StreamSupport.stream(result.path("primaryMetric").path("rawData").spliterator(), false))
			.flatMap((fork) -> StreamSupport.stream(fork.spliterator(), false))
			.mapToDouble(JsonNode::asDouble)
			.toArray();
	}

}
