package ai.bimpe.client.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import ai.bimpe.simulator.core.Chaos;

/**
 * The page of the documentation that says how reliable streams are. Its figures are those
 * of the last long run.
 */
final class ReliabilityPage {

	static final Path FILE = Path.of("../docs/reliability.md");

	private static final String BEGIN = "<!-- figures: begin -->\n";

	private static final String END = "<!-- figures: end -->";

	private ReliabilityPage() {
	}

	static String text() throws IOException {
		return Files.readString(FILE);
	}

	static void writeWhenAsked(List<ChaosRun.Outcome> outcomes) throws IOException {
		if (!Boolean.getBoolean("bimpeai.docs.write")) {
			return;
		}
		String page = text();
		int begin = page.indexOf(BEGIN) + BEGIN.length();
		Files.writeString(FILE, page.substring(0, begin) + figures(outcomes) + page.substring(page.indexOf(END)));
	}

	private static String figures(List<ChaosRun.Outcome> outcomes) {
		String kinds = Arrays.stream(Chaos.Kind.values()).map(Chaos.Kind::key).collect(Collectors.joining(" | "));
		return "\n" + machine() + "\n\n| seed | messages | reconnects | seconds | " + kinds + " |\n|"
				+ "--:|".repeat(4 + Chaos.Kind.values().length) + "\n"
				+ outcomes.stream().map(ReliabilityPage::row).collect(Collectors.joining()) + "\n";
	}

	private static String row(ChaosRun.Outcome outcome) {
		String strikes = Arrays.stream(Chaos.Kind.values())
			.map((kind) -> String.valueOf(outcome.strikes().get(kind)))
			.collect(Collectors.joining(" | "));
		return String.format(Locale.ROOT, "| %d | %d | %d | %.1f | %s |%n", outcome.seed(), outcome.messages(),
				outcome.reconnects(), outcome.time().toMillis() / 1000.0, strikes);
	}

	private static String machine() {
		return "Run on " + LocalDate.now(ZoneOffset.UTC) + ": " + Runtime.getRuntime().availableProcessors()
				+ " processors (" + System.getProperty("os.arch") + "), " + System.getProperty("os.name") + ", JDK "
				+ System.getProperty("java.version") + ", server and client in one process.";
	}

}
