package ai.bimpe.benchmarks.report;

import java.util.List;
import java.util.Optional;

import ai.bimpe.benchmarks.calls.BlockingOverhead;

/**
 * The table of the two faces, waited for on the same threads.
 */
final class BlockingOverheadTable {

	private static final List<String> WORKS = List.of("faces-1", "faces-64");

	private BlockingOverheadTable() {
	}

	static Optional<String> markdown(Figures figures) {
		if (!figures.has(WORKS.get(0))) {
			return Optional.empty();
		}
		MarkdownTable table = new MarkdownTable(
				"The blocking face beside the reactive one, waited for on the same threads",
				List.of("GET an agent, called by", "in flight", "blocking, CPU µs", "reactive and block(), CPU µs",
						"blocking to reactive"));
		for (BlockingOverhead overhead : BlockingOverhead.values()) {
			for (String work : WORKS) {
				if (figures.has(work, overhead.name())) {
					table.row(List.of(overhead.label(), work.substring("faces-".length()),
							Figures.summary(figures.values(work, overhead.name(), "blockingMicros"), 1),
							Figures.summary(figures.values(work, overhead.name(), "reactiveMicros"), 1),
							Figures.summary(figures.values(work, overhead.name(), "ratio"), 3)));
				}
			}
		}
		return Optional.of(table.text());
	}

}
