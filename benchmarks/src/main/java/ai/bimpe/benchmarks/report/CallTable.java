package ai.bimpe.benchmarks.report;

import ai.bimpe.benchmarks.streams.Contestant;

/**
 * The table of calls beside open streams.
 */
final class CallTable {

	private static final String[] WORKS = { "calls-0", "calls-2000" };

	private static final String OURS = Contestant.REACTIVE.name();

	private CallTable() {
	}

	static String markdown(Figures figures) {
		StringBuilder table = new StringBuilder("""
				### GET an agent, 8 in flight, beside open streams of the same client

				| open streams | p50, µs | to none open | p99, µs | to none open | calls a second | CPU a call, µs |
				|---|---|---|---|---|---|---|
				""");
		for (String work : WORKS) {
			table.append("| ").append(work.substring("calls-".length())).append(" |");
			for (String key : new String[] { "p50Micros", "p99Micros" }) {
				table.append(' ').append(Figures.summary(figures.values(work, OURS, key), 0)).append(" | ");
				double[] ratios = figures.ratios(work, OURS, WORKS[0], OURS, key);
				table.append(Figures.summary(ratios, 2)).append(" |");
			}
			table.append(' ').append(Figures.summary(figures.values(work, OURS, "perSecond"), 0)).append(" | ");
			table.append(Figures.summary(figures.values(work, OURS, "cpuMicros"), 1)).append(" |\n");
		}
		return table.append('\n').toString();
	}

}
