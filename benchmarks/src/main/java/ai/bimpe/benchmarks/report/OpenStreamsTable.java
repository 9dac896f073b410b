package ai.bimpe.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.bimpe.benchmarks.calls.CallClientType;

/**
 * The table of calls beside open streams.
 */
final class OpenStreamsTable {

	private static final String OURS = CallClientType.REACTIVE.name();

	private static final Row NONE = new Row("beside-0", "none");

	private static final List<Row> ROWS = List.of(NONE, new Row("silent-2000", "2,000, silent"),
			new Row("beside-2000", "2,000 with heartbeats"),
			new Row("apart-2000", "none, while another process holds 2,000 with heartbeats"));

	private OpenStreamsTable() {
	}

	static Optional<String> markdown(Figures figures) {
		if (!figures.has(NONE.work())) {
			return Optional.empty();
		}
		MarkdownTable table = new MarkdownTable("GET an agent, 8 in flight, beside open streams of the same client",
				List.of("open streams", "p50, µs", "to none open", "p99, µs", "to none open", "calls a second",
						"CPU a call, µs", "to none open"));
		for (Row row : ROWS) {
			List<String> cells = new ArrayList<>(List.of(row.label()));
			pair(cells, figures, row.work(), "p50Micros", 0);
			pair(cells, figures, row.work(), "p99Micros", 0);
			cells.add(Figures.summary(figures.values(row.work(), OURS, "perSecond"), 0));
			pair(cells, figures, row.work(), "cpuMicros", 1);
			table.row(cells);
		}
		return Optional.of(table.text());
	}

	private static void pair(List<String> cells, Figures figures, String work, String key, int digits) {
		cells.add(Figures.summary(figures.values(work, OURS, key), digits));
		cells.add(Figures.summary(figures.ratios(work, OURS, NONE.work(), OURS, key), 2));
	}

	private record Row(String work, String label) {
	}

}
