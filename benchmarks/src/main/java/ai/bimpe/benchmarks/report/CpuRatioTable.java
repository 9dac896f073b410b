package ai.bimpe.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.bimpe.benchmarks.calls.CallClientType;

/**
 * The table of the pairs that have a target: CPU of one contestant to that of another.
 */
final class CpuRatioTable {

	private static final List<Pair> PAIRS = List.of(
			new Pair("reactive to plain WebClient", CallClientType.REACTIVE, CallClientType.WEB_CLIENT),
			new Pair("observed to plain WebClient observed", CallClientType.REACTIVE_OBSERVED,
					CallClientType.WEB_CLIENT_OBSERVED),
			new Pair("blocking to reactive", CallClientType.BLOCKING, CallClientType.REACTIVE),
			new Pair("blocking on virtual threads to reactive", CallClientType.BLOCKING_VIRTUAL,
					CallClientType.REACTIVE),
			new Pair("reactive to the floor", CallClientType.REACTIVE, CallClientType.REACTOR_NETTY));

	private CpuRatioTable() {
	}

	static Optional<String> markdown(Figures figures) {
		List<Table> works = Table.CALL_TABLES.stream().filter((work) -> figures.has(work.work())).toList();
		if (works.isEmpty()) {
			return Optional.empty();
		}
		List<String> head = new ArrayList<>(List.of("CPU of ours"));
		works.forEach((work) -> head.add(work.title()));
		MarkdownTable table = new MarkdownTable("Calls, pair by pair", head);
		for (Pair pair : PAIRS) {
			List<String> cells = new ArrayList<>(List.of(pair.title));
			for (Table work : works) {
				double[] ratios = figures.ratios(work.work(), pair.ours.name(), work.work(), pair.other.name(),
						"cpuMicros");
				cells.add((ratios.length > 0) ? Figures.summary(ratios, 2) : "");
			}
			table.row(cells);
		}
		return Optional.of(table.text());
	}

	private record Pair(String title, CallClientType ours, CallClientType other) {
	}

}
