package ai.bimpe.benchmarks.report;

import java.util.List;

import ai.bimpe.benchmarks.streams.Contestant;

/**
 * A table of contestants at one work. The ratios compare with plain WebClient.
 *
 * @param work the work
 * @param title what the work is
 * @param columns what was measured
 */
record StreamTable(String work, String title, List<Column> columns) {

	private static final List<Column> SPEED = List.of(new Column("CPU a message, µs", "cpuMicros", 2, true),
			new Column("messages a second", "perSecond", 0, false),
			new Column("garbage a message, bytes", "allocatedBytes", 0, false));

	private static final List<Column> PACE = List.of(new Column("p50, µs", "p50Micros", 0, true),
			new Column("p99, µs", "p99Micros", 0, false), new Column("CPU a message, µs", "cpuMicros", 1, true));

	private static final List<Column> MEMORY = List.of(new Column("heap a stream, KiB", "heapKiB", 1, true),
			new Column("resident a stream, KiB", "residentKiB", 0, true),
			new Column("threads a stream", "threads", 2, false));

	static final List<StreamTable> ALL = List.of(
			new StreamTable("full-1", "One stream at full speed, each event in an HTTP chunk of its own", SPEED),
			new StreamTable("full-8", "Eight streams at full speed, each event in an HTTP chunk of its own", SPEED),
			new StreamTable("packed-1", "One stream at full speed, about 16 KiB an HTTP chunk", SPEED),
			new StreamTable("paced-200", "200 streams, 10 messages a second each, from write to handler", PACE),
			new StreamTable("idle-2000", "2,000 idle streams", MEMORY),
			new StreamTable("idle-10000", "10,000 idle streams", MEMORY));

	String markdown(Figures figures) {
		StringBuilder table = new StringBuilder("### " + this.title + "\n\n| |");
		StringBuilder rule = new StringBuilder("|---|");
		for (Column column : this.columns) {
			table.append(' ').append(column.title).append(column.ratio ? " | to WebClient |" : " |");
			rule.append(column.ratio ? "---|---|" : "---|");
		}
		table.append('\n').append(rule).append('\n');
		for (Contestant contestant : Contestant.values()) {
			if (figures.has(this.work, contestant.name())) {
				row(table, figures, contestant);
			}
		}
		return table.append('\n').toString();
	}

	private void row(StringBuilder table, Figures figures, Contestant contestant) {
		table.append("| ").append(contestant.label()).append(" |");
		for (Column column : this.columns) {
			String name = contestant.name();
			table.append(' ')
				.append(Figures.summary(figures.values(this.work, name, column.key), column.digits))
				.append(" |");
			if (column.ratio) {
				double[] ratios = figures.ratios(this.work, name, this.work, Contestant.WEB_CLIENT.name(), column.key);
				table.append(' ').append(Figures.summary(ratios, 2)).append(" |");
			}
		}
		table.append('\n');
	}

	/**
	 * A column.
	 *
	 * @param title its title
	 * @param key the name of the figure
	 * @param digits digits after the point
	 * @param ratio whether the ratio stands beside it
	 */
	record Column(String title, String key, int digits, boolean ratio) {
	}

}
