package ai.bimpe.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The raw figures of all rounds: one line a measurement.
 *
 * @param lines the lines
 */
record Figures(List<JsonNode> lines) {

	static Figures read(Path file) throws IOException {
		return new Figures(Files.readAllLines(file).stream().map(JsonMapper.shared()::readTree).toList());
	}

	boolean has(String work) {
		return this.lines.stream().anyMatch((line) -> line.path("work").asString().equals(work));
	}

	boolean has(String work, String contestant) {
		return this.lines.stream().anyMatch((line) -> matches(line, work, contestant));
	}

	double[] values(String work, String contestant, String name) {
		return this.lines.stream()
			.filter((line) -> matches(line, work, contestant))
			.mapToDouble((line) -> line.path(name).asDouble(0))
			.toArray();
	}

	/**
	 * Divide by the figure of another work or contestant in the same round, so that what
	 * disturbs a whole round disturbs the ratio little.
	 */
	double[] ratios(String work, String contestant, String otherWork, String otherContestant, String name) {
		return ratios(this, work, contestant, otherWork, otherContestant, name);
	}

	double[] ratios(Figures others, String work, String contestant, String otherWork, String otherContestant,
			String name) {
		return this.lines.stream()
			.filter((line) -> matches(line, work, contestant))
			.flatMapToDouble((line) -> others.lines.stream()
				.filter((other) -> matches(other, otherWork, otherContestant))
				.filter((other) -> other.path("round").equals(line.path("round")))
				.mapToDouble((other) -> line.path(name).asDouble(0) / other.path(name).asDouble(0)))
			.toArray();
	}

	private static boolean matches(JsonNode line, String work, String contestant) {
		return line.path("work").asString().equals(work) && line.path("contestant").asString().equals(contestant);
	}

	static double median(double[] values) {
		if (values.length == 0) {
			return Double.NaN;
		}
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	static String summary(double[] values, int digits) {
		String number = "%,." + digits + "f";
		String median = String.format(Locale.ROOT, number, median(values));
		return (values.length == 1) ? median : String.format(Locale.ROOT, "%s (" + number + " to " + number + ")",
				median, Arrays.stream(values).min().orElse(Double.NaN), Arrays.stream(values).max().orElse(Double.NaN));
	}

}
