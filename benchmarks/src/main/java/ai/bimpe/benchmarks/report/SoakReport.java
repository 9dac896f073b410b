package ai.bimpe.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints what a soak has found, and can put it into a page.
 */
public final class SoakReport {

	private final JsonNode figures;

	private SoakReport(JsonNode figures) {
		this.figures = figures;
	}

	/**
	 * Write the report.
	 * @param arguments file of the figures, command that was run, load average before it,
	 * and optionally the page to put the report into
	 * @throws IOException when a file cannot be read or written
	 */
	public static void main(String[] arguments) throws IOException {
		SoakReport report = new SoakReport(JsonMapper.shared().readTree(Files.readString(Path.of(arguments[0]))));
		String text = "%s.%n%n`%s`: load average before it %s.%n%n%s".formatted(Machine.describe(), arguments[1],
				arguments[2], report.markdown());
		Page.print(text);
		if (arguments.length > 3) {
			Page.write(Path.of(arguments[3]), "soak", "benchmarks/soak", text);
		}
	}

	private String markdown() {
		MarkdownTable table = new MarkdownTable("What came of it", List.of("", ""));
		table.row(List.of("time", "%d:%02d minutes".formatted(figure("seconds") / 60, figure("seconds") % 60)));
		row(table, "streams", "streams");
		row(table, "messages", "messages");
		row(table, "reconnects", "reconnects");
		row(table, "messages that did not come", "gaps");
		row(table, "messages that came twice", "repeats");
		row(table, "messages without an id that came twice, which the contract allows", "allowedRepeats");
		row(table, "messages whose text was changed", "changed");
		row(table, "events that were skipped and reported", "skipped");
		row(table, "streams that ended", "ended");
		row(table, "tickets that were used twice, or blank", "badTickets");
		row(table, "connections that were kept though nothing came", "unnoticed");
		row(table, "buffers that were reported as leaked", "leaks");
		row(table, "errors that were dropped", "dropped");
		row(table, "attempts that a retry listener saw begin and not end", "retryContexts");
		table.row(List.of("CPU", number("cpuSeconds") + " s"));
		table.row(List.of("heap after a collection: before, all open, all open at the end, all closed",
				"%s, %s, %s and %s MiB of %s MiB".formatted(number("heapBefore"), number("heapOpened"),
						number("heapHeld"), number("heapAfter"), number("maxHeap"))));
		table.row(List.of("resident memory at the end", number("residentHeld") + " MiB"));
		table.row(List.of("threads: at the end, all closed",
				"%s and %s".formatted(number("threadsHeld"), number("threadsAfter"))));
		table.row(List.of("sockets: at the end, all closed",
				"%s and %s".formatted(number("socketsHeld"), number("sockets"))));
		row(table, "connections at the server, all closed", "connections");
		return table.text() + problems() + faults();
	}

	private String problems() {
		StringBuilder problems = new StringBuilder();
		this.figures.path("problems")
			.forEach((problem) -> problems.append("- WRONG: ").append(problem.asString()).append('\n'));
		return problems.isEmpty() ? "" : problems + "\n";
	}

	private String faults() {
		MarkdownTable table = new MarkdownTable("What the server did", List.of("fault", "times"));
		this.figures.path("faults")
			.properties()
			.forEach((fault) -> table.row(List.of(fault.getKey(), number(fault.getValue()))));
		return table.text();
	}

	private void row(MarkdownTable table, String title, String name) {
		table.row(List.of(title, number(name)));
	}

	private String number(String name) {
		return number(this.figures.path(name));
	}

	private static String number(JsonNode figure) {
		return String.format(Locale.ROOT, "%,d", figure.asLong());
	}

	private long figure(String name) {
		return this.figures.path(name).asLong();
	}

}
