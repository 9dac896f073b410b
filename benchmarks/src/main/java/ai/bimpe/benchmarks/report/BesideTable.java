package ai.bimpe.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.bimpe.benchmarks.calls.Caller;

/**
 * The table of calls beside open streams.
 */
final class BesideTable {

	private static final List<String> WORKS = List.of("beside-0", "beside-2000");

	private static final String OURS = Caller.REACTIVE.name();

	private BesideTable() {
	}

	static Optional<String> markdown(Figures figures) {
		if (!figures.has(WORKS.get(0))) {
			return Optional.empty();
		}
		Markdown table = new Markdown("GET an agent, 8 in flight, beside open streams of the same client",
				List.of("open streams", "p50, µs", "to none open", "p99, µs", "to none open", "calls a second",
						"CPU a call, µs", "to none open"));
		for (String work : WORKS) {
			List<String> cells = new ArrayList<>(List.of(work.substring("beside-".length())));
			pair(cells, figures, work, "p50Micros", 0);
			pair(cells, figures, work, "p99Micros", 0);
			cells.add(Figures.summary(figures.values(work, OURS, "perSecond"), 0));
			pair(cells, figures, work, "cpuMicros", 1);
			table.row(cells);
		}
		return Optional.of(table.text());
	}

	private static void pair(List<String> cells, Figures figures, String work, String key, int digits) {
		cells.add(Figures.summary(figures.values(work, OURS, key), digits));
		cells.add(Figures.summary(figures.ratios(work, OURS, WORKS.get(0), OURS, key), 2));
	}

}
