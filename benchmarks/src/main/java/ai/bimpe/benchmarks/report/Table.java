package ai.bimpe.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ai.bimpe.benchmarks.calls.CallClientType;
import ai.bimpe.benchmarks.streams.StreamClientType;

/**
 * A table of contestants at one work.
 *
 * @param work the work
 * @param title what the work is
 * @param rows the contestants
 * @param columns what was measured
 */
record Table(String work, String title, List<Row> rows, List<Column> columns) {

	private static final List<Row> STREAM_CLIENTS = Arrays.stream(StreamClientType.values())
		.map((contestant) -> new Row(contestant.name(), contestant.label()))
		.toList();

	private static final List<Row> CALL_CLIENTS = Arrays.stream(CallClientType.values())
		.map((client) -> new Row(client.name(), client.label()))
		.toList();

	private static final Column SERVER = new Column("server, % of a core", "serverPercent", 0, false);

	private static final List<Column> SPEED = List.of(new Column("CPU a message, µs", "cpuMicros", 2, true),
			new Column("messages a second", "perSecond", 0, false),
			new Column("garbage a message, bytes", "allocatedBytes", 0, false), SERVER);

	private static final List<Column> PACE = List.of(new Column("p50, µs", "p50Micros", 0, true),
			new Column("p99, µs", "p99Micros", 0, false), new Column("CPU a message, µs", "cpuMicros", 1, true));

	private static final List<Column> MEMORY = List.of(new Column("heap a stream, KiB", "heapKiB", 1, true),
			new Column("resident a stream, KiB", "residentKiB", 0, true),
			new Column("threads a stream", "threads", 2, false));

	private static final List<Column> CALLS = List.of(new Column("CPU a call, µs", "cpuMicros", 1, true),
			new Column("garbage a call, KiB", "allocatedKiB", 1, true), new Column("p50, µs", "p50Micros", 0, false),
			new Column("p99, µs", "p99Micros", 0, false), new Column("calls a second", "perSecond", 0, false), SERVER);

	private static final List<Column> WALKS = List.of(new Column("CPU an agent, µs", "cpuMicros", 2, true),
			new Column("garbage an agent, KiB", "allocatedKiB", 2, true),
			new Column("p50 of a walk, µs", "p50Micros", 0, false),
			new Column("p99 of a walk, µs", "p99Micros", 0, false),
			new Column("agents a second", "perSecond", 0, false), SERVER);

	static final List<Table> STREAM_TABLES = List.of(
			new Table("full-1", "One stream at full speed, each event in an HTTP chunk of its own", STREAM_CLIENTS,
					SPEED),
			new Table("full-8", "Eight streams at full speed, each event in an HTTP chunk of its own", STREAM_CLIENTS,
					SPEED),
			new Table("paced-200", "200 streams, 10 messages a second each, from write to handler", STREAM_CLIENTS,
					PACE),
			new Table("idle-2000", "2,000 idle streams", STREAM_CLIENTS, MEMORY),
			new Table("idle-10000", "10,000 idle streams", STREAM_CLIENTS, MEMORY));

	static final List<Table> CALL_TABLES = List.of(
			new Table("get-1", "GET an agent, one after the other", CALL_CLIENTS, CALLS),
			new Table("get-64", "GET an agent, 64 in flight", CALL_CLIENTS, CALLS),
			new Table("post-64", "POST an agent with an idempotency key, 64 in flight", CALL_CLIENTS, CALLS),
			new Table("pages-100", "Walk over 50 pages of 100 agents", CALL_CLIENTS, WALKS));

	Optional<String> markdown(Figures figures) {
		if (!figures.has(this.work)) {
			return Optional.empty();
		}
		List<String> head = new ArrayList<>(List.of(""));
		for (Column column : this.columns) {
			head.add(column.title);
			if (column.ratio) {
				head.add("to WebClient");
			}
		}
		MarkdownTable table = new MarkdownTable(this.title, head);
		this.rows.stream()
			.filter((row) -> figures.has(this.work, row.name))
			.forEach((row) -> table.row(cells(figures, row)));
		return Optional.of(table.text());
	}

	private List<String> cells(Figures figures, Row row) {
		List<String> cells = new ArrayList<>(List.of(row.label));
		for (Column column : this.columns) {
			cells.add(Figures.summary(figures.values(this.work, row.name, column.key), column.digits));
			if (column.ratio) {
				cells.add(Figures.summary(
						figures.ratios(this.work, row.name, this.work, StreamClientType.WEB_CLIENT.name(), column.key),
						2));
			}
		}
		return cells;
	}

	/**
	 * A contestant.
	 *
	 * @param name its name among the figures
	 * @param label its name for readers
	 */
	record Row(String name, String label) {
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
