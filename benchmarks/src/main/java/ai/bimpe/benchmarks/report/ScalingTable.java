package ai.bimpe.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ai.bimpe.benchmarks.calls.CallClientType;

/**
 * What one unit costs at several sizes of a work. Where the whole is a fixed part and a
 * straight line, each further unit costs the same.
 *
 * @param work the work without its size
 * @param sizes the sizes
 * @param title what the work is
 * @param size what the size is
 * @param columns what was measured
 * @param line the whole that is to grow in a straight line, if it is looked at
 */
record ScalingTable(String work, List<Integer> sizes, String title, String size, List<Table.Column> columns,
		Optional<Line> line) {

	private static final List<Table.Row> CONTESTANTS = List.of(row(CallClientType.REACTIVE),
			row(CallClientType.WEB_CLIENT));

	private static final Table.Column GARBAGE = new Table.Column("garbage, bytes", "allocatedBytes", 0, false);

	static final List<ScalingTable> ALL = List.of(
			new ScalingTable("get", List.of(1, 8, 64, 256), "Calls in flight: cost of a call", "in flight",
					List.of(new Table.Column("CPU, µs", "cpuMicros", 1, false), GARBAGE,
							new Table.Column("p50, µs", "p50Micros", 0, false),
							new Table.Column("p99, µs", "p99Micros", 0, false),
							new Table.Column("calls a second", "perSecond", 0, false)),
					Optional.empty()),
			new ScalingTable("pages", List.of(1, 10, 100), "Pages of a list: cost of an agent", "agents a page",
					List.of(new Table.Column("CPU, µs", "cpuMicros", 2, false), GARBAGE),
					Optional.of(new Line("cpuMicros", "CPU a page, µs", "each further agent, µs", true, 1))),
			new ScalingTable("spread", List.of(1, 100, 1000, 10_000),
					"Streams: 10,000 messages a second over all of them", "streams",
					List.of(new Table.Column("CPU a message, µs", "cpuMicros", 1, false),
							new Table.Column("garbage a message, bytes", "allocatedBytes", 0, false)),
					Optional.of(new Line("heapKiB", "heap in all, KiB", "each further stream, KiB", true, 1))),
			new ScalingTable("sized", List.of(100, 1024, 16 * 1024, 256 * 1024, 1024 * 1024),
					"Messages by their size, one stream at full speed", "bytes a text",
					List.of(new Table.Column("CPU a message, µs", "cpuMicros", 2, false),
							new Table.Column("garbage a message, bytes", "allocatedBytes", 0, false)),
					Optional.of(new Line("cpuMicros", "CPU a byte, ns", "each further byte, ns", false, 1000))));

	private static Table.Row row(CallClientType client) {
		return new Table.Row(client.name(), client.label());
	}

	Optional<String> markdown(Figures figures) {
		if (!figures.has(name(this.sizes.get(1)))) {
			return Optional.empty();
		}
		List<String> head = new ArrayList<>(List.of("", this.size));
		this.columns.forEach((column) -> head.add(column.title()));
		this.line.ifPresent((line) -> head.addAll(List.of(line.title, line.further)));
		MarkdownTable table = new MarkdownTable(this.title, head);
		for (Table.Row contestant : CONTESTANTS) {
			this.sizes.stream()
				.filter((size) -> figures.has(name(size), contestant.name()))
				.forEach((size) -> table.row(cells(figures, contestant, size)));
		}
		return Optional.of(table.text());
	}

	private List<String> cells(Figures figures, Table.Row contestant, int size) {
		List<String> cells = new ArrayList<>(List.of(contestant.label(), String.format(Locale.ROOT, "%,d", size)));
		for (Table.Column column : this.columns) {
			cells.add(Figures.summary(figures.values(name(size), contestant.name(), column.key()), column.digits()));
		}
		this.line.ifPresent((line) -> {
			double whole = whole(figures, contestant, size);
			cells.add(String.format(Locale.ROOT, "%,.2f", line.times ? whole : whole * line.factor / size));
			int place = this.sizes.indexOf(size);
			cells.add((place > 0) ? further(figures, contestant, this.sizes.get(place - 1), size) : "");
		});
		return cells;
	}

	private String further(Figures figures, Table.Row contestant, int smaller, int size) {
		double more = whole(figures, contestant, size) - whole(figures, contestant, smaller);
		return String.format(Locale.ROOT, "%,.2f", more * this.line.orElseThrow().factor / (size - smaller));
	}

	private double whole(Figures figures, Table.Row contestant, int size) {
		Line line = this.line.orElseThrow();
		double median = Figures.median(figures.values(name(size), contestant.name(), line.key));
		return line.times ? median * size : median;
	}

	private String name(int size) {
		return this.work + "-" + size;
	}

	/**
	 * What is to grow in a straight line.
	 *
	 * @param key the name of the figure
	 * @param title title of the column of the whole, or of the whole by its size
	 * @param further title of the column of the increase
	 * @param times whether figures are those of a unit, and the whole is so many times
	 * them
	 * @param factor changes the unit of the figure
	 */
	record Line(String key, String title, String further, boolean times, double factor) {
	}

}
