package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page of the documentation that says how reliable streams are. Its figures of the
 * ledger are those of the last long run.
 */
final class ReliabilityPage {

	private static final Path FILE = Path.of("../docs/reliability.md");

	private static final String BEGIN = "<!-- figures of the ledger: begin -->\n";

	private static final String END = "<!-- figures of the ledger: end -->";

	private ReliabilityPage() {
	}

	static void writeWhenAsked(List<LedgerResult> results) throws IOException {
		if (!Boolean.getBoolean("bimpeai.docs.write")) {
			return;
		}
		String page = Files.readString(FILE);
		int begin = page.indexOf(BEGIN) + BEGIN.length();
		Files.writeString(FILE, page.substring(0, begin) + figures(results) + page.substring(page.indexOf(END)));
	}

	private static String figures(List<LedgerResult> results) {
		return "\nRun on " + LocalDate.now(ZoneOffset.UTC) + ": " + Runtime.getRuntime().availableProcessors()
				+ " processors (" + System.getProperty("os.arch") + "), " + System.getProperty("os.name") + ", JDK "
				+ System.getProperty("java.version") + ", everything on one machine, a lease of "
				+ results.get(0).lease().toSeconds() + " s.\n\n"
				+ "| store | minutes | messages | conversations | faults | lost | out of order | duplicates |\n"
				+ "|---|--:|--:|--:|--:|--:|--:|--:|\n"
				+ results.stream().map(LedgerResult::row).collect(Collectors.joining())
				+ "\n| store | fault | times | duplicates | in flight at most | longest wait (s) |\n"
				+ "|---|---|--:|--:|--:|--:|\n" + results.stream().map(LedgerResult::rows).collect(Collectors.joining())
				+ "\n";
	}

}
