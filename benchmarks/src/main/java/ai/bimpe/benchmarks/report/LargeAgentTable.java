package ai.bimpe.benchmarks.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The table of a managed stream of an agent with many quiet conversations.
 */
final class LargeAgentTable {

	private static final String CONTESTANT = "MANAGED";

	private static final int FEW = 1000;

	private static final int MANY = 100_000;

	private final Figures figures;

	private LargeAgentTable(Figures figures) {
		this.figures = figures;
	}

	static Optional<String> markdown(Figures figures) {
		return figures.has("find-" + MANY) ? Optional.of(new LargeAgentTable(figures).markdown()) : Optional.empty();
	}

	private String markdown() {
		MarkdownTable table = new MarkdownTable("Managed stream of an agent with 100,000 quiet conversations",
				"""
						The simulator lists the latest message first. The settings are the default: a poll every 5 seconds, 60 \
						requests a minute. Messages come to conversations at random while the first walk over the list is under \
						way. Heap is that after a collection with 100,000 conversations, less that with 1,000, divided.""",
				List.of("", "measured", "promised"));
		row(table, "message until its listener, p50, s", seconds("p50Micros"), 2, "");
		row(table, "the same, the longest, s", seconds("mostMicros"), 2, "10");
		row(table, "requests a poll", find("requestsAPoll"), 2, "3");
		row(table, "requests a minute, walk included", find("requestsAMinute"), 1, "60");
		row(table, "checkpoints written by the first start", find("checkpoints"), 0,
				"3: the start, and the owner before and after it");
		row(table, "heap a quiet conversation, bytes", heapOfOne(), 0, "200");
		row(table, "CPU of a walk over all pages, s", this.figures.values("heap-" + MANY, CONTESTANT, "cpuSeconds"), 1,
				"");
		return table.text();
	}

	private static void row(MarkdownTable table, String name, double[] values, int digits, String promised) {
		table.row(List.of(name, Figures.summary(values, digits), promised));
	}

	private double[] find(String name) {
		return this.figures.values("find-" + MANY, CONTESTANT, name);
	}

	private double[] seconds(String name) {
		return DoubleStream.of(find(name)).map((micros) -> micros / 1e6).toArray();
	}

	private double[] heapOfOne() {
		double[] many = this.figures.values("heap-" + MANY, CONTESTANT, "heapBytes");
		double[] few = this.figures.values("heap-" + FEW, CONTESTANT, "heapBytes");
		double[] each = new double[Math.min(many.length, few.length)];
		for (int i = 0; i < each.length; i++) {
			each[i] = (many[i] - few[i]) / (MANY - FEW);
		}
		return each;
	}

}
