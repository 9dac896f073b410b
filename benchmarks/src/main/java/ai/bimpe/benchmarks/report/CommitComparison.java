package ai.bimpe.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.bimpe.benchmarks.calls.CallClientType;

/**
 * Prints how this tree compares with another commit.
 */
public final class CommitComparison {

	private static final List<Table.Column> COLUMNS = List.of(new Table.Column("CPU", "cpuMicros", 2, true),
			new Table.Column("garbage", "allocatedBytes", 2, true), new Table.Column("p50", "p50Micros", 2, true),
			new Table.Column("nanoseconds", "nanos", 2, true), new Table.Column("heap", "heapKiB", 2, true));

	private static final String OURS = CallClientType.REACTIVE.name();

	private CommitComparison() {
	}

	/**
	 * Print the ratios.
	 * @param arguments directory of the results, name of the other commit, load average
	 * before, and the works
	 * @throws IOException when a file cannot be read
	 */
	public static void main(String[] arguments) throws IOException {
		Path results = Path.of(arguments[0]);
		Figures here = Figures.read(results.resolve("here.jsonl"));
		Figures there = Figures.read(results.resolve("there.jsonl"));
		List<String> head = new ArrayList<>(List.of("work", "pairs"));
		COLUMNS.forEach((column) -> head.add(column.title()));
		MarkdownTable table = new MarkdownTable("This tree to " + arguments[1],
				Machine.describe() + ", load average before it " + arguments[2] + ".\n\n"
						+ "Median of the pairs (least to most); below 1 is cheaper here.",
				head);
		Arrays.stream(arguments, 3, arguments.length).forEach((work) -> table.row(cells(here, there, work)));
		Page.print(table.text());
	}

	private static List<String> cells(Figures here, Figures there, String work) {
		int pairs = here.values(work, OURS, "round").length;
		List<String> cells = new ArrayList<>(List.of(work, Integer.toString(pairs)));
		for (Table.Column column : COLUMNS) {
			boolean measured = pairs > 0 && here.values(work, OURS, column.key())[0] != 0;
			double[] ratios = here.ratios(there, work, OURS, work, OURS, column.key());
			cells.add(measured ? Figures.summary(ratios, column.digits()) : "");
		}
		return cells;
	}

}
