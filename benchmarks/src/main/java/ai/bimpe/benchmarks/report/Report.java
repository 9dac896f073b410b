package ai.bimpe.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import tools.jackson.databind.JsonNode;

/**
 * Prints the tables of a run, and can put them into a page.
 */
public final class Report {

	private Report() {
	}

	/**
	 * Write the report.
	 * @param arguments directory of the results, command that was run, load average
	 * before it, and optionally the page to put the tables into with the name of their
	 * place there
	 * @throws IOException when a file cannot be read or written
	 */
	public static void main(String[] arguments) throws IOException {
		String report = markdown(Path.of(arguments[0]), arguments[1], arguments[2]);
		Page.print(report);
		if (arguments.length > 3) {
			Page.write(Path.of(arguments[3]), arguments[4], "benchmarks/run", report);
		}
	}

	private static String markdown(Path results, String command, String load) throws IOException {
		Figures figures = Figures.read(results.resolve("figures.jsonl"));
		int rounds = figures.lines()
			.stream()
			.map((line) -> line.path("round"))
			.mapToInt(JsonNode::asInt)
			.max()
			.orElse(0);
		StringBuilder report = new StringBuilder("%s.%n%n`%s`: %sload average before it %s.%n%n"
			.formatted(Machine.describe(), command, (rounds > 0) ? rounds + " rounds, " : "", load));
		report.append("Each figure is the median of the rounds (least to most). Ratios are taken within a round.\n\n");
		Path decoder = results.resolve("decoder.json");
		if (Files.exists(decoder)) {
			report.append(DecoderTable.read(decoder).markdown());
		}
		Table.CALL_TABLES.forEach((table) -> table.markdown(figures).ifPresent(report::append));
		CpuRatioTable.markdown(figures).ifPresent(report::append);
		BlockingOverheadTable.markdown(figures).ifPresent(report::append);
		Table.STREAM_TABLES.forEach((table) -> table.markdown(figures).ifPresent(report::append));
		OpenStreamsTable.markdown(figures).ifPresent(report::append);
		ScalingTable.ALL.forEach((table) -> table.markdown(figures).ifPresent(report::append));
		DeliveryTable.markdown(figures).ifPresent(report::append);
		ManagedTables.markdown(figures).forEach(report::append);
		LargeAgentTable.markdown(figures).ifPresent(report::append);
		Path footprint = results.resolve("footprint.md");
		if (Files.exists(footprint)) {
			report.append(Files.readString(footprint));
		}
		return report.toString();
	}

}
