package ai.bimpe.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.bimpe.benchmarks.calls.Caller;

/**
 * The table of the pairs that have a target: CPU of one contestant to that of another.
 */
final class PairTable {

	private static final List<Pair> PAIRS = List.of(
			new Pair("reactive to plain WebClient", Caller.REACTIVE, Caller.WEB_CLIENT),
			new Pair("observed to plain WebClient observed", Caller.REACTIVE_OBSERVED, Caller.WEB_CLIENT_OBSERVED),
			new Pair("blocking to reactive", Caller.BLOCKING, Caller.REACTIVE),
			new Pair("blocking on virtual threads to reactive", Caller.BLOCKING_VIRTUAL, Caller.REACTIVE),
			new Pair("reactive to the floor", Caller.REACTIVE, Caller.REACTOR_NETTY));

	private PairTable() {
	}

	static Optional<String> markdown(Figures figures) {
		List<Table> works = Table.CALL_TABLES.stream().filter((work) -> figures.has(work.work())).toList();
		if (works.isEmpty()) {
			return Optional.empty();
		}
		List<String> head = new ArrayList<>(List.of("CPU of ours"));
		works.forEach((work) -> head.add(work.title()));
		Markdown table = new Markdown("Calls, pair by pair", head);
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

	private record Pair(String title, Caller ours, Caller other) {
	}

}
